"""What a ranking saves: labelling simulated on the seeds, in the ranking's order and at random.

`python -m evaluate.benchmarks.ranking` cuts the seeds' articles into passages and holds three tenths of the articles
out. A tenth of the other passages' spans is labelled at random and teaches a head over the shipped base, which ranks
the rest; what comes next is labelled too and teaches another, and so on. It prints F1 by share of labelled spans, the
mean of many splits with its 95 % interval, and draws the curve. Rounds are kept as JSON lines, so that an interrupted
run goes on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
from rich.progress import track

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document
from annotate.schema import CONFIGS
from evaluate.curve import draw
from evaluate.probing import Probe, States
from evaluate.simulation import Order, Round, at_random, by_ranking, passages, simulate
from train.split import split

SPLITS = range(100, 124)
"""The splits that are reported, each with its training seed; the ranking was designed on others of these articles."""

SHARES = (0.1, 0.3, 0.5, 0.7, 1.0)
ORDERS: dict[str, Order] = {"at random": at_random, "ranked": by_ranking}
HALF, GOAL = 0.5, 0.7
"""Half the labels, ranked, are to reach the F1 of this share of them at random."""

BASE = CONFIGS.parent / "models/zhibiao-base"
ROUNDS = Path("work/ranking/rounds.jsonl")
PICTURE = SEEDS.parent / "docs/images/ranking.svg"

Key = tuple[str, int]
Rounds = dict[Key, list[Round]]


def main() -> None:
    """Run what is missing, print the table and draw the curve."""
    gold, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    rounds, states = _read(ROUNDS), States.of(BASE)
    missing = [(name, seed) for seed in SPLITS for name in ORDERS if len(rounds[name, seed]) < len(SHARES)]
    for name, seed in track(missing, "labelling", disable=not missing):
        rounds[name, seed] = _run(gold, states, name, seed)
    _report(rounds)


def _read(path: Path) -> Rounds:
    rounds: Rounds = defaultdict(list)
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        record = json.loads(line)
        key = record.pop("order"), record.pop("split")
        found = Round(**record)
        rounds[key] = [*(known for known in rounds[key] if known.share < found.share), found]
    return rounds


def _run(gold: Sequence[Document], states: States, name: str, seed: int) -> list[Round]:
    """Simulate one order on one split, each round kept as soon as it is known."""
    parts = split(gold, seed, {"pool": 0.7, "held out": 0.3})
    pool = [passage for document in parts["pool"] for passage in passages(document)]
    rounds = []
    ROUNDS.parent.mkdir(parents=True, exist_ok=True)
    for found in simulate(pool, SHARES, ORDERS[name], Probe(states, parts["held out"], seed), seed):
        with ROUNDS.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"order": name, "split": seed, **asdict(found)}) + "\n")
        rounds.append(found)
    return rounds


def _report(rounds: Rounds) -> None:
    """Print a row a share, tell whether the goal is met, and draw the curve."""
    curves: dict[str, dict[float, list[float]]] = {name: {} for name in ORDERS}
    for place, share in enumerate(SHARES):
        cells = []
        for name in ORDERS:
            found = [rounds[name, seed][place] for seed in SPLITS]
            curves[name][share] = _means([one.f1 for one in found])
            characters = np.mean([one.characters for one in found])
            cells.append(f"{name} {_text(curves[name][share])} in {characters:,.0f} characters")
        print(f"{share:4.0%}  " + "   ".join(cells))
    for share, other in (*zip(SHARES, SHARES, strict=True), (HALF, GOAL)):
        gains = [_f1(rounds, "ranked", share, seed) - _f1(rounds, "at random", other, seed) for seed in SPLITS]
        print(f"{share:.0%} ranked against {other:.0%} at random: {_text(_means(gains), '+.4f')}")
    print(f"the goal is {'met' if np.mean(gains) >= 0 else 'missed'}")
    draw(PICTURE, "Strict F1 on held-out articles", "share of the pool's labels given", curves)
    print(f"curve → {PICTURE}")


def _f1(rounds: Rounds, name: str, share: float, seed: int) -> float:
    return rounds[name, seed][SHARES.index(share)].f1


def _means(scores: Sequence[float]) -> list[float]:
    """Return the ends of the bootstrap's 95 % interval of the mean (Efron & Tibshirani 1993), and the mean between."""
    drawn = np.random.default_rng(0).choice(np.array(scores), (2000, len(scores))).mean(axis=1)
    low, high = np.percentile(drawn, (2.5, 97.5))
    return [float(low), float(np.mean(scores)), float(high)]


def _text(means: Sequence[float], form: str = ".3f") -> str:
    low, middle, high = (format(number, form) for number in means)
    return f"{middle} ({low} to {high})"


if __name__ == "__main__":
    main()
