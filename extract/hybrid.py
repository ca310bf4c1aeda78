"""Rules and a model settled by how likely each span is right, as learnt from articles that neither was trained on."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from annotate.records import InputError, Span, whole_file
from annotate.rules import predict
from extract.extractor import CHUNK, Extractor
from train.decode import Scores

CALIBRATION = "calibration.json"
"""The file of a checkpoint's folder that `zhibiao calibrate` writes."""

FARTHEST = 6.0
"""Log odds beyond which a score says no more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that the rules or the model propose: log odds of the rules (None where they don't) and of the model."""

    span: Span
    rules: float | None
    model: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression of a candidate's being right on what rules and model say.

    `biases` is keyed by label and by whether the rules propose the span (`COMPANY+`) or the model alone (`COMPANY`).
    """

    rules: float
    model: float
    model_alone: float
    biases: dict[str, float]

    def log_odds(self, candidate: Candidate) -> float:
        """Return the log odds that the candidate is right; a label that was never seen counts on its scores alone."""
        bias = self.biases.get(kind(candidate), 0.0)
        if candidate.rules is None:
            return bias + self.model_alone * candidate.model
        return bias + self.rules * candidate.rules + self.model * candidate.model

    def save(self, folder: Path) -> None:
        """Write the calibration beside the checkpoint's weights."""
        with whole_file(folder / CALIBRATION) as file:
            json.dump(asdict(self), file, indent=2)

    @classmethod
    def load(cls, folder: Path) -> Calibration:
        """Read a checkpoint's calibration; InputError when it has none."""
        try:
            return cls(**json.loads((folder / CALIBRATION).read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise InputError(f"{folder}: has no {CALIBRATION}; make it: zhibiao calibrate {folder} GOLD") from None
        except (OSError, ValueError, TypeError) as error:
            raise InputError(f"{folder / CALIBRATION}: is damaged; make it anew with `zhibiao calibrate`") from error


@dataclass(frozen=True, slots=True)
class Hybrid:
    """Finds spans by a model and the rules together; a Predictor."""

    extractor: Extractor
    calibration: Calibration

    def __call__(self, texts: Sequence[str]) -> list[list[Span]]:
        """Return each text's flat spans, sorted; a span's score is the probability that it is right."""
        return [settled(found, self.calibration) for found in candidates(texts, self.extractor)]


def candidates(texts: Sequence[str], extractor: Extractor) -> Iterator[list[Candidate]]:
    """Yield what rules and model propose in each text."""
    for first in range(0, len(texts), CHUNK):
        chunk = texts[first : first + CHUNK]
        scores = extractor.scores(chunk)
        modelled = extractor.decode(scores)
        for ruled, guessed, score in zip(predict(chunk), modelled, scores, strict=True):
            yield _candidates(ruled, guessed, score, extractor.tags)


def _candidates(
    ruled: Iterable[Span], modelled: Iterable[Span], scores: Scores, tags: Sequence[str]
) -> list[Candidate]:
    by_key = {span.key(): Candidate(span, None, _model_log_odds(span, scores, tags)) for span in modelled}
    for span in ruled:
        by_key[span.key()] = Candidate(span, log_odds(span.score), _model_log_odds(span, scores, tags))
    return list(by_key.values())


def _model_log_odds(span: Span, scores: Scores, tags: Sequence[str]) -> float:
    """Score a span, proposed by whomever, by the least likely of its tags and of its end."""
    begin, inside = tags.index(f"B-{span.label}"), tags.index(f"I-{span.label}")
    least = min(scores[span.start, begin], scores[span.start + 1 : span.end, inside].min(initial=0.0))
    goes_on = float(np.exp(scores[span.end, inside])) if span.end < len(scores) else 0.0
    return log_odds(min(math.exp(least), 1 - goes_on))


def log_odds(probability: float) -> float:
    """Return ln(p / (1 − p)), bounded.

    >>> log_odds(0.5), log_odds(1.0)
    (0.0, 6.0)
    """
    edge = 1 / (1 + math.exp(FARTHEST))
    sure = min(max(probability, edge), 1 - edge)
    return round(math.log(sure / (1 - sure)), 6)


def kind(candidate: Candidate) -> str:
    """Return the key of the candidate's bias."""
    return candidate.span.label + ("" if candidate.rules is None else "+")


def settled(found: Iterable[Candidate], calibration: Calibration) -> list[Span]:
    """Choose the flat candidates whose log odds sum highest: weighted interval scheduling (Kleinberg & Tardos, 6.1)."""
    weighed = [(calibration.log_odds(candidate), candidate.span) for candidate in found]
    order = sorted((pair for pair in weighed if pair[0] > 0), key=lambda pair: (pair[1].end, pair[1].start))
    ends = [span.end for _, span in order]
    best = [0.0]
    before = []
    for number, (gain, span) in enumerate(order):
        before.append(bisect_right(ends, span.start, 0, number))
        best.append(max(best[-1], gain + best[before[-1]]))
    chosen, number = [], len(order)
    while number:
        gain, span = order[number - 1]
        if best[number] > best[number - 1]:
            chosen.append(replace(span, score=1 / (1 + math.exp(-gain))))
            number = before[number - 1]
        else:
            number -= 1
    return chosen[::-1]
