"""What a run starts from: a base's vocabulary and weights, or random ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from annotate.records import InputError
from annotate.schema import CONFIGS
from train.characters import SPECIALS, character_tokenizer
from train.config import Model
from train.locality import look_at_neighbours

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerFast


def base_tokenizer(base: str, longest: int) -> PreTrainedTokenizerFast:
    """Return the character tokenizer over a base's vocabulary; `longest` counts tokens with [CLS] and [SEP].

    InputError when the base can't be loaded, is no Chinese BERT or has learnt shorter windows.
    """
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(located(base))
    except (OSError, ValueError) as error:
        raise _unusable(base) from error
    if tokenizer.model_max_length < longest:
        known = tokenizer.model_max_length - 2
        raise InputError(f"{base}: learnt windows of {known} characters; set reading.window={known} or less")
    tokens = tokenizer.get_vocab()
    if missing := set(SPECIALS.values()) - tokens.keys():
        raise InputError(f"{base}: has no {min(missing)} in its vocabulary; choose a Chinese BERT as base")
    return character_tokenizer(tokens, longest)


def first_weights(
    model: Model, tokenizer: PreTrainedTokenizerFast, tags: Sequence[str], kind: type[PreTrainedModel] | None = None
) -> PreTrainedModel:
    """Return a model of a kind, a token classifier unless said otherwise: a base's weights, or random ones.

    InputError when the base can't be loaded.
    """
    import torch
    from transformers import AutoModelForTokenClassification, BertConfig, BertForTokenClassification

    names = {"id2label": dict(enumerate(tags)), "label2id": {tag: number for number, tag in enumerate(tags)}}
    if model.architecture is not None:
        shape = model.architecture.model_dump()
        config = BertConfig(vocab_size=len(tokenizer), pad_token_id=tokenizer.pad_token_id, **shape, **names)
        fresh = (kind or BertForTokenClassification)(config)
        look_at_neighbours(fresh)
        return fresh
    base = str(model.base)
    try:
        with quiet():
            return (kind or AutoModelForTokenClassification).from_pretrained(
                located(base), ignore_mismatched_sizes=True, dtype=torch.float32, **names
            )
    except (OSError, ValueError) as error:
        raise _unusable(base) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Keep transformers from reporting that a base has another head: that is what a base is."""
    from transformers.utils import logging

    before = logging.get_verbosity()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(before)


def located(base: str) -> str:
    """Return the folder of a base that lies in this project, such as models/zhibiao-base, from wherever it is asked."""
    ours = CONFIGS.parent / base
    return str(ours) if ours.is_dir() else base


def _unusable(base: str) -> InputError:
    """Return the error that says what to give in the place of a base that can't be loaded."""
    return InputError(
        f"{base}: cannot be loaded; give model.base=FOLDER, or a hub's or mirror's address in HF_ENDPOINT"
    )
