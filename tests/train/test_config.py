from pathlib import Path

import pytest

from annotate.records import InputError
from annotate.schema import CONFIGS
from train.config import load_config, load_pretrain_config

SHIPPED = sorted((CONFIGS / "train").glob("*.yaml"))
TINY = CONFIGS / "train" / "tiny.yaml"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_shipped_run_is_valid(path: Path) -> None:
    config = load_config(path)
    assert config.training["metric_for_best_model"] == "f1"
    assert isinstance(config.training["learning_rate"], float)


@pytest.mark.parametrize("path", sorted((CONFIGS / "pretrain").glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_pretraining_is_valid(path: Path) -> None:
    assert load_pretrain_config(path).objective.hidden == 0.15
    with pytest.raises(InputError, match=r"objective\.masks is not a key here"):
        load_pretrain_config(path, ["objective.masks=1"])


def test_the_runs_that_are_shipped() -> None:
    assert [path.stem for path in SHIPPED] == [
        "bert-base-chinese",
        "cluener-base",
        "cluener",
        "macbert-base",
        "roberta-wwm-ext",
        "tiny",
        "zhibiao",
    ]


def test_overrides_reach_every_section() -> None:
    config = load_config(TINY, ["training.seed=7", "reading.stride=64", "training.report_to=[tensorboard]"])
    assert (config.training["seed"], config.reading.stride, config.training["report_to"]) == (7, 64, ["tensorboard"])


@pytest.mark.parametrize(
    ("override", "says"),
    [
        (
            "training.learning_rate=3e-5",
            r"tiny\.yaml: training\.learning_rate: YAML reads '3e-5' as text; write 3\.0e-5$",
        ),
        ("training.max_steps=12.5", r"training\.max_steps"),
        ("training.evaluation_strategy=epoch", r"tiny\.yaml: training\.evaluation_strategy is not a key here"),
        ("training.bf16=yes please", r"training\.bf16"),
        ("model.architecture.layers=3", r"model\.architecture\.layers is not a key here"),
        ("model.base=bert-base-chinese", r"model: wants either `base` or `architecture`"),
        ("reading.stride=4096", r"reading: the stride must not exceed the window"),
        ("reading.window=0", r"reading\.window: .*greater than 0"),
        ("speed=1", r"speed is not a key here"),
        ("training.seed", r"is not key=value"),
        ("training.seed.x=1", r"seed is a value"),
        ("training.seed=[", r"not YAML"),
    ],
)
def test_a_bad_value_is_named_in_one_line(override: str, says: str) -> None:
    with pytest.raises(InputError, match=says) as error:
        load_config(TINY, [override])
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("content", "says"), [("a: [", "not YAML"), ("", "holds no keys"), ("patience: 3", "missing")])
def test_a_bad_file_is_named_in_one_line(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "run.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=rf"run\.yaml: .*{says}") as error:
        load_config(path)
    assert "\n" not in str(error.value)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(InputError, match=r"nowhere\.yaml: cannot be read"):
        load_config(Path("nowhere.yaml"))
