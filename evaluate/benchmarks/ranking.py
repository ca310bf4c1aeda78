"""What a ranking saves: labelling simulated on the seeds, in the ranking's order and at random.

`python -m evaluate.benchmarks.ranking` cuts the seeds' articles into passages and holds three tenths of the articles
out. A tenth of the other passages' spans is labelled at random and teaches the shipped base, which ranks the rest; what
comes next is labelled too and teaches another, and so on. It prints F1 by share of labelled spans, mean and range of
several seeds, and draws the curve. Rounds are kept as JSON lines, so that an interrupted run goes on.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import mean

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import Document
from evaluate.curve import draw
from evaluate.simulation import Order, Round, at_random, by_ranking, finetuned, passages, simulate
from train.split import split

SPLIT = 11
"""The split that is reported; the ranking was designed on others."""

RUNS = (0, 1, 2)
SHARES = (0.1, 0.3, 0.5, 0.7, 1.0)
STEPS = 120
ORDERS: dict[str, Order] = {"at random": at_random, "ranked": by_ranking}
HALF, GOAL = 0.5, 0.7
"""Half the labels, ranked, are to reach the F1 of this share of them at random."""

FOLDER = Path(f"work/ranking/split-{SPLIT}-steps-{STEPS}")
PICTURE = SEEDS.parent / "docs/images/ranking.svg"

Key = tuple[str, int]


def main() -> None:
    """Run what is missing, print the table and draw the curve."""
    import transformers

    transformers.logging.set_verbosity_error()
    gold, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    parts = split(gold, SPLIT, {"pool": 0.7, "held out": 0.3})
    pool = [passage for document in parts["pool"] for passage in passages(document)]
    print(_describe("pool", pool), _describe("held out", parts["held out"]), sep="\n", flush=True)
    rounds = _read(FOLDER / "rounds.jsonl")
    for seed in RUNS:
        for name in ORDERS:
            if len(rounds[name, seed]) < len(SHARES):
                rounds[name, seed] = _run(pool, parts["held out"], name, seed)
    _report(rounds)


def _describe(name: str, documents: Sequence[Document]) -> str:
    spans, characters = (sum(map(len, column)) for column in zip(*((d.spans, d.text) for d in documents), strict=True))
    sources = sorted({Path(str(document.meta["source"])).name[:3] for document in documents})
    return f"{name}: {len(documents)} texts of {', '.join(sources)}; {characters:,} characters, {spans:,} spans"


def _read(path: Path) -> dict[Key, list[Round]]:
    rounds: dict[Key, list[Round]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        record = json.loads(line)
        key = record.pop("order"), record.pop("seed")
        found = Round(**record)
        rounds[key] = [*(known for known in rounds[key] if known.share < found.share), found]
    return rounds


def _run(pool: Sequence[Document], held_out: Sequence[Document], name: str, seed: int) -> list[Round]:
    """Simulate one order from one seed, each round kept as soon as it is known."""
    rounds = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    for found in simulate(pool, SHARES, ORDERS[name], finetuned(held_out, FOLDER, STEPS, seed), seed):
        with (FOLDER / "rounds.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"order": name, "seed": seed, **asdict(found)}) + "\n")
        print(f"{name}, seed {seed}: {found}", flush=True)
        rounds.append(found)
    return rounds


def _report(rounds: dict[Key, list[Round]]) -> None:
    """Print a row a share, tell whether the goal is met, and draw the curve."""
    by_share: dict[str, dict[float, list[Round]]] = {name: defaultdict(list) for name in ORDERS}
    for (name, _), found in rounds.items():
        for one in found:
            by_share[name][one.share].append(one)
    for share in SHARES:
        print(f"{share:4.0%}  " + "   ".join(f"{name} {_cell(by_share[name][share])}" for name in ORDERS))
    reached, wanted = _f1(by_share["ranked"][HALF]), _f1(by_share["at random"][GOAL])
    verdict = "met" if reached >= wanted else "missed"
    print(f"{HALF:.0%} ranked: {reached:.3f}; {GOAL:.0%} at random: {wanted:.3f}; the goal is {verdict}")
    curves = {name: {share: [r.f1 for r in found] for share, found in by_share[name].items()} for name in ORDERS}
    draw(PICTURE, "Strict F1 on held-out articles", "share of the pool's labels given", curves)
    print(f"curve → {PICTURE}")


def _f1(rounds: Sequence[Round]) -> float:
    return mean(found.f1 for found in rounds)


def _cell(rounds: Sequence[Round]) -> str:
    scores = [found.f1 for found in rounds]
    spans, characters = mean(found.spans for found in rounds), mean(found.characters for found in rounds)
    return (
        f"{mean(scores):.3f} ({min(scores):.3f}–{max(scores):.3f}), {spans:,.0f} spans in {characters:,.0f} characters"
    )


if __name__ == "__main__":
    main()
