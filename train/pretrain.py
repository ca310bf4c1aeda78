"""Articles → a base: an encoder that has read many articles, kept as a plain Hugging Face folder with both heads."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

from annotate.records import Document, read_documents
from annotate.schema import load_schema
from train.bases import base_tokenizer, first_weights
from train.cards import describe_base
from train.characters import ASCII, GB2312, character_tokenizer, vocabulary
from train.config import PretrainConfig
from train.rows import lay_out
from train.runs import alone, last_checkpoint, training_arguments
from train.saving import round_weights, save_weights

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

    from train.pretrainer import Hidden, Pretrainer

HELD_OUT = 100
"""One article in so many, and at least one, measures the base and teaches it nothing."""

COMMON = 20
"""How often a character that GB2312 lacks must occur to get a token of its own."""


def pretrain(
    config: PretrainConfig,
    articles: Sequence[Path],
    out: Path,
    *,
    resume: bool = False,
    learner: type[Pretrainer] | None = None,
) -> dict[str, float]:
    """Train on the documents of JSONL files, save the base in `out`, return what it gets right of held-out articles.

    `resume` goes on from the last checkpoint of an interrupted run; `learner` is a Trainer of another objective.
    InputError when the articles are too few or the base model or an argument cannot be used.
    """
    from transformers import set_seed

    from train.pretrainer import Pretrainer

    learner = learner or Pretrainer
    arguments = training_arguments(config.training, out)
    set_seed(arguments.seed)
    tokenizer = _tokenizer(config, articles)
    model = first_weights(config.model, tokenizer, load_schema().tags, learner.kind)
    with alone(arguments, out):
        rows = _rows(config, articles, tokenizer, arguments.seed, out / "rows" / str(arguments.process_index))
        trainer = _with_progress(learner(model, arguments, rows["train"], rows["held-out"]))
        trainer.train(resume_from_checkpoint=last_checkpoint(arguments, resume=resume))
        round_weights(model)
        measured = trainer.evaluate()
        scores = {name: measured[f"eval_{name}"] for name in ("characters", "tags")}
        if not trainer.is_world_process_zero():
            return {}
        model.config.architectures = ["BertForMaskedLM"]
        save_weights(model, out)
        tokenizer.save_pretrained(out)
        describe_base(out, config, rows["train"].rows, articles, scores, trainer.state.log_history)
        shutil.rmtree(out / "rows")
    return scores


def _documents(articles: Iterable[Path]) -> Iterator[Document]:
    return chain.from_iterable(map(read_documents, articles))


def _parts(articles: Sequence[Path]) -> dict[str, Iterator[Document]]:
    """Share the articles out by their ids: `train` and `held-out`."""
    ids = sorted({document.id for document in _documents(articles)}, key=lambda name: crc32(name.encode()))
    held_out = set(ids[: max(1, len(ids) // HELD_OUT)])
    return {
        "train": (document for document in _documents(articles) if document.id not in held_out),
        "held-out": (document for document in _documents(articles) if document.id in held_out),
    }


def _tokenizer(config: PretrainConfig, articles: Sequence[Path]) -> PreTrainedTokenizerFast:
    longest = config.reading.window + 2
    if config.model.base is not None:
        return base_tokenizer(config.model.base, longest)
    texts = (document.text for document in _documents(articles))
    return character_tokenizer(vocabulary(texts, COMMON, always=(*GB2312, *ASCII)), longest)


def _rows(
    config: PretrainConfig, articles: Sequence[Path], tokenizer: PreTrainedTokenizerFast, seed: int, folder: Path
) -> dict[str, Hidden]:
    """Lay out each part's articles in a folder of its own."""
    from train.pretrainer import Hidden

    ordinary = range(max(tokenizer.all_special_ids) + 1, len(tokenizer))
    rows = {}
    for name, part in _parts(articles).items():
        laid_out = lay_out(part, tokenizer, config.reading, load_schema().tags, folder / name)
        rows[name] = Hidden(laid_out, config.objective, tokenizer.mask_token_id, ordinary, seed)
    return rows


def _with_progress(trainer: Pretrainer) -> Pretrainer:
    from transformers import PrinterCallback, ProgressCallback

    from train.progress import ProgressLine

    trainer.remove_callback(PrinterCallback if trainer.args.disable_tqdm else ProgressCallback)
    if trainer.is_world_process_zero():
        trainer.add_callback(ProgressLine())
    return trainer


if __name__ == "__main__":
    from zhibiao import main

    sys.argv.insert(1, "pretrain")
    main()
