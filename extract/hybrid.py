"""Rules and a model settled by how likely each span is right, as learnt from articles that neither was trained on."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from annotate.records import InputError, Span, whole_file
from annotate.rules import predict
from extract.extractor import CHUNK, Extractor
from train.decode import Scores

CALIBRATION = "calibration.json"
"""The file of a checkpoint's folder that `zhibiao calibrate` writes."""

BRIEF = 2
"""Characters of the shortest names, which are the most often wrong."""

ENOUGH = 0.4
"""Probability from which a span is worth having: half of the F1 within reach, some 0.8 (Lipton et al., 2014)."""

FARTHEST = 6.0
"""Log odds beyond which a score says no more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that the rules, the model or both propose, and what speaks for and against it: numbers by their names."""

    span: Span
    evidence: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic regression of a candidate's being right on its evidence; what was never seen counts for nothing."""

    weights: dict[str, float]

    def log_odds(self, candidate: Candidate) -> float:
        """Return the log odds that the candidate is right."""
        return sum(self.weights.get(name, 0.0) * value for name, value in candidate.evidence.items())

    def save(self, folder: Path) -> None:
        """Write the calibration beside the checkpoint's weights."""
        with whole_file(folder / CALIBRATION) as file:
            json.dump(self.weights, file, indent=2)

    @classmethod
    def load(cls, folder: Path) -> Calibration:
        """Read a checkpoint's calibration; InputError when it has none."""
        try:
            weights = json.loads((folder / CALIBRATION).read_text(encoding="utf-8"))
            return cls({name: float(weight) for name, weight in weights.items()})
        except FileNotFoundError:
            raise InputError(f"{folder}: has no {CALIBRATION}; make it: zhibiao calibrate {folder} GOLD") from None
        except (OSError, ValueError, TypeError, AttributeError) as error:
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
        for text, ruled, guessed, score in zip(chunk, predict(chunk), modelled, scores, strict=True):
            yield _candidates(text, ruled, guessed, score, extractor.tags)


def _candidates(
    text: str, ruled: Sequence[Span], modelled: Sequence[Span], scores: Scores, tags: Sequence[str]
) -> list[Candidate]:
    proposed = {span.key(): span for span in (*modelled, *ruled)}
    by_rules, by_model = ({span.key() for span in spans} for spans in (ruled, modelled))
    found = []
    for key, span in proposed.items():
        who = "model" if key not in by_rules else "both" if key in by_model else "rules"
        evidence = {
            who: 1.0,
            f"{who}: {span.label}": 1.0,
            f"{who}: weakest": _weakest(span, scores, tags),
            f"{who}: label": _label(span, scores, tags),
            f"{who}: over rules": float(_crossed(span, ruled)),
            f"{who}: over model": float(_crossed(span, modelled)),
            f"{who}: length": math.log(span.end - span.start),
            f"after {text[max(span.start - 1, 0) : span.start]}": 1.0,
            f"before {text[span.end : span.end + 1]}": 1.0,
        }
        if who != "model":
            evidence |= {"rules' score": log_odds(span.score), f"rule: {span.source}": 1.0}
        if span.end - span.start <= BRIEF:
            evidence[f"brief: {span.label}"] = 1.0
        found.append(Candidate(span, evidence))
    return found


def _weakest(span: Span, scores: Scores, tags: Sequence[str]) -> float:
    """Return the model's log odds of the least likely of a span's tags and of its end."""
    begin, inside = tags.index(f"B-{span.label}"), tags.index(f"I-{span.label}")
    least = min(scores[span.start, begin], scores[span.start + 1 : span.end, inside].min(initial=0.0))
    goes_on = float(np.exp(scores[span.end, inside])) if span.end < len(scores) else 0.0
    return log_odds(min(math.exp(least), 1 - goes_on))


def _label(span: Span, scores: Scores, tags: Sequence[str]) -> float:
    """Return the mean of what the model gives a span's characters for its label, wherever one begins: ln P."""
    begin, inside = tags.index(f"B-{span.label}"), tags.index(f"I-{span.label}")
    own = scores[span.start : span.end]
    return float(np.logaddexp(own[:, begin], own[:, inside]).mean())


def _crossed(span: Span, others: Sequence[Span]) -> bool:
    """Tell whether others, flat and sorted, propose something else where the span lies."""
    first = bisect_right(others, span.start, key=lambda other: other.end)
    return first < len(others) and others[first].start < span.end and others[first].key() != span.key()


def log_odds(probability: float) -> float:
    """Return ln(p / (1 − p)), bounded.

    >>> log_odds(0.5), log_odds(1.0)
    (0.0, 6.0)
    """
    edge = 1 / (1 + math.exp(FARTHEST))
    sure = min(max(probability, edge), 1 - edge)
    return round(math.log(sure / (1 - sure)), 6)


def settled(found: Iterable[Candidate], calibration: Calibration) -> list[Span]:
    """Choose the flat candidates that gain most together: weighted interval scheduling (Kleinberg & Tardos, 6.1).

    A candidate's gain is by how much its log odds exceed those of what is just `ENOUGH`.
    """
    weighed = [(calibration.log_odds(candidate) - log_odds(ENOUGH), candidate.span) for candidate in found]
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
            chosen.append(replace(span, score=1 / (1 + math.exp(-gain - log_odds(ENOUGH)))))
            number = before[number - 1]
        else:
            number -= 1
    return chosen[::-1]
