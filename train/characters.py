"""One character, one token: tokenizers over a BERT vocabulary that lose, merge and move nothing."""

from __future__ import annotations

import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from transformers import PreTrainedTokenizerFast

SPECIALS = {
    "pad_token": "[PAD]",
    "unk_token": "[UNK]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}
SPARE = "[unused1]"
"""The spare entry of BERT's vocabularies that stands for a blank, which they have no entry for."""

FOLDABLE = (*string.ascii_uppercase, *map(chr, range(0x2160, 0x216C)), *map(chr, range(0xFF01, 0xFF5F)))
"""Capitals, Roman numerals and full-width forms: written as their plain form where the vocabulary lacks them."""


GB2312 = tuple(bytes((row, cell)).decode("gb2312", "ignore") for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
"""The 7,445 signs and Han of the national standard, full-width forms among them (and some empty cells)."""

ASCII = tuple(map(chr, range(0x21, 0x7F)))


def vocabulary(texts: Iterable[str], min_count: int = 2, always: Iterable[str] = ()) -> dict[str, int]:
    """Number the characters of the texts, the most frequent first; rarer ones but those of `always` train [UNK]."""
    counts = Counter(character for text in texts for character in text if not character.isspace())
    counts.update(dict.fromkeys((c for c in always if c.strip() and counts[c] < min_count), min_count))
    frequent = [
        character for character, count in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if count >= min_count
    ]
    return {token: number for number, token in enumerate([*SPECIALS.values(), " ", *frequent])}


def character_tokenizer(tokens: Mapping[str, int], max_length: int) -> PreTrainedTokenizerFast:
    """Build the tokenizer that gives every character, blanks included, one token of this vocabulary.

    The numbers stay those of `tokens`, so that pre-trained weights fit; what the vocabulary lacks becomes [UNK] in its
    place. `max_length` counts tokens with [CLS] and [SEP]. The folder it saves loads with AutoTokenizer alone.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    vocab = {" " if token == SPARE else token: number for token, number in tokens.items()}
    backend = Tokenizer(models.WordLevel(vocab, unk_token=SPECIALS["unk_token"]))
    folds = [normalizers.Replace(character, plain) for character, plain in _folds(vocab).items()]
    backend.normalizer = normalizers.Sequence([normalizers.Replace(Regex(r"\s"), " "), *folds])
    backend.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    ends = [(token, vocab[token]) for token in (SPECIALS["cls_token"], SPECIALS["sep_token"])]
    backend.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=ends
    )
    return PreTrainedTokenizerFast(tokenizer_object=backend, model_max_length=max_length, **SPECIALS)


def _folds(vocab: Mapping[str, int]) -> dict[str, str]:
    """Map each foldable character that the vocabulary lacks to the plain form that it holds."""
    plain = {c: unicodedata.normalize("NFKC", c) for c in FOLDABLE if c not in vocab}
    candidates = ((c, form) for c, once in plain.items() for form in (once.lower(), once))
    return {c: form for c, form in candidates if form in vocab}


class CharacterIds(dict[str, int]):
    """The token number of each character under any fast tokenizer's backend, asked once a character.

    A character that the tokenizer drops (a blank, a control character) is [UNK]; one that it splits is its first piece.
    ValueError for a tokenizer without [UNK], [CLS] and [SEP].
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.tokenizer = tokenizer
        self.unknown, self.first, self.last = (_number(tokenizer, f"{name}_token") for name in ("unk", "cls", "sep"))

    def __missing__(self, character: str) -> int:
        whole = "\ufffd" if "\ud800" <= character <= "\udfff" else character
        ids = self.tokenizer.encode(whole, add_special_tokens=False).ids
        self[character] = ids[0] if ids else self.unknown
        return self[character]

    def encode(self, text: str) -> list[int]:
        """Return [CLS], one token a character, [SEP]."""
        return [self.first, *(self[character] for character in text), self.last]


def _number(tokenizer: Tokenizer, special: str) -> int:
    number = tokenizer.token_to_id(SPECIALS[special])
    if number is None:
        raise ValueError(f"the tokenizer has no {SPECIALS[special]}")
    return number
