"""What a small base should learn from unlabelled articles: hidden or replaced characters, the rules' tags, or both.

`python -m evaluate.benchmarks.objectives ARTICLES` (as `zhibiao silver` writes them) gives every objective the same
steps on the same articles with a narrow model, fine-tunes each base alike on two development seeds and scores it on the
third. Bases that are done are kept in work/objectives.
"""

from __future__ import annotations

import sys
from pathlib import Path

from annotate.articles import harvest
from annotate.gold import SEEDS, place_gold
from annotate.records import InputError
from annotate.schema import CONFIGS, load_schema
from evaluate.benchmarks.replaced import Detector
from train import corpus
from train.config import load_config, load_pretrain_config
from train.finetune import finetune
from train.pretrain import pretrain
from train.pretrainer import Pretrainer
from train.split import split_by_source

OBJECTIVES = {
    "hidden characters": (1.0, 0.0, Pretrainer),
    "replaced characters": (1.0, 0.0, Detector),
    "the rules' tags": (0.0, 1.0, Pretrainer),
    "hidden characters and tags": (1.0, 1.0, Pretrainer),
    "hidden characters at 0.2 and tags": (0.2, 1.0, Pretrainer),
    "replaced characters at 0.2 and tags": (0.2, 1.0, Detector),
}
"""The weights of the two losses, and who learns them."""

NARROW = ("hidden_size=128", "intermediate_size=512", "initializer_range=0.08")
STEPS = 400
LONG = ("training.num_train_epochs=10", "training.learning_rate=4.0e-4")
"""Fine-tuning long enough for a base whose tags are new to it."""

DEVELOPMENT, SCORED = ("000", "001", "003"), "000*"
FOLDER = Path("work/objectives")


def main(articles: Path) -> None:
    """Train what is missing and print a row an objective."""
    if not articles.exists():
        raise SystemExit(f"{articles}: is missing; make it with `zhibiao silver`")
    gold, _ = place_gold(list(harvest([str(SEEDS / "texts")])))
    developed = [one for one in gold if Path(str(one.meta["source"])).name.startswith(DEVELOPMENT)]
    corpus.save(corpus.build(split_by_source(developed, [SCORED]), load_schema()), FOLDER / "dataset")
    for name, objective in OBJECTIVES.items():
        print(f"{name:35} strict F1 {_score(name, *objective, articles):.3f}", flush=True)


def _score(name: str, characters: float, tags: float, learner: type[Pretrainer], articles: Path) -> float:
    base = FOLDER / name.replace(" ", "-")
    if not (base / "config.json").exists():
        weights = (f"objective.characters={characters}", f"objective.tags={tags}")
        shape = (f"model.architecture.{one}" for one in NARROW)
        run = load_pretrain_config(
            CONFIGS / "pretrain" / "small.yaml", [*weights, *shape, f"training.max_steps={STEPS}"]
        )
        pretrain(run, [articles], base, learner=learner)
    taught = load_config(CONFIGS / "train" / "zhibiao.yaml", [*LONG, f"model.base={base}"])
    return finetune(taught, FOLDER / "dataset", base / "finetuned")["test"]["f1"]


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1] if len(sys.argv) > 1 else "work/silver.jsonl"))
    except InputError as error:
        raise SystemExit(str(error)) from error
