"""Which articles train and which are held out, so that no held-out sentence was seen in training."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from itertools import accumulate, combinations
from pathlib import Path
from zlib import crc32

from annotate.records import Document, InputError

SHARES = {"train": 0.7, "validation": 0.1, "test": 0.2}
"""How the characters are shared out: what trains, what chooses the best checkpoint, what scores it."""

UNTESTED = {"train": 0.9, "validation": 0.1}
"""The shares where nothing is held out for a test."""

SENTENCE = 12
SHINGLE = 8
NEAR = 0.3
TRIES = 256


def split(
    documents: Sequence[Document], seed: int = 0, shares: Mapping[str, float] = SHARES
) -> dict[str, list[Document]]:
    """Share the articles out by characters and labels alike; those that repeat one another stay together.

    The best of many seeded shuffles wins: same documents and seed, same parts, each in the documents' order.
    """
    groups = repeated(documents)
    shuffler = random.Random(seed)
    tries = [_share(shuffler.sample(groups, len(groups)), documents, shares) for _ in range(TRIES)]
    parts = min(tries, key=lambda parts: _unevenness(parts, documents, shares))
    return {name: [documents[i] for i in sorted(parts[name])] for name in shares}


def split_by_source(documents: Sequence[Document], test: Sequence[str], seed: int = 0) -> dict[str, list[Document]]:
    """Hold out for the test the articles whose source's file name matches a pattern, with those that repeat them.

    The rest is shared out between training and validation; InputError when nothing matches.
    """
    names = [Path(str(document.meta.get("source"))).name for document in documents]
    chosen = {i for i, name in enumerate(names) if any(fnmatch(name, pattern) for pattern in test)}
    if not chosen:
        raise InputError(
            f"{' '.join(test)}: matches no article's source; the sources are {', '.join(sorted(set(names)))}"
        )
    return _hold_out(documents, chosen, seed)


def split_by_id(documents: Sequence[Document], seed: int = 0) -> dict[str, list[Document]]:
    """Hold out for the test a fifth of the articles by their ids, with those that repeat them.

    As articles are added, one that was held out stays so: models trained at different times are scored on articles
    that none of them saw. The rest is shared out between training and validation.
    """
    chosen = {i for i, document in enumerate(documents) if crc32(_article(document).encode()) % 5 == 0}
    return _hold_out(documents, chosen, seed)


def _hold_out(documents: Sequence[Document], chosen: set[int], seed: int) -> dict[str, list[Document]]:
    held_out = {i for group in repeated(documents) if chosen & set(group) for i in group}
    rest = split([d for i, d in enumerate(documents) if i not in held_out], seed, {"train": 0.9, "validation": 0.1})
    return rest | {"test": [documents[i] for i in sorted(held_out)]}


def repeated(documents: Sequence[Document]) -> list[list[int]]:
    """Group the documents that share a sentence of 12 characters or more, or are near-duplicates of one another.

    Near-duplicates share three tenths of the shorter one's runs of 8 characters; blanks and punctuation don't count.
    Pages of one article belong together.
    """
    sentences = [_sentences(document.text) | {_article(document)} for document in documents]
    shingles = [_shingles(document.text) for document in documents]
    leader = list(range(len(documents)))

    def find(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    for left, right in _shared(sentences):
        leader[find(right)] = find(left)
    for (left, right), count in _shared(shingles).items():
        if count >= NEAR * min(len(shingles[left]), len(shingles[right])):
            leader[find(right)] = find(left)
    groups: dict[int, list[int]] = defaultdict(list)
    for i in range(len(documents)):
        groups[find(i)].append(i)
    return list(groups.values())


def _article(document: Document) -> str:
    """Return the id of the article that a document is, or is a page of."""
    return str((document.meta.get("page") or {}).get("article", document.id))


def unseen(documents: Iterable[Document], held_out: Iterable[Document]) -> Iterator[Document]:
    """Yield the documents that share no sentence with held-out articles and are no near-duplicates of one."""
    texts = [document.text for document in held_out]
    sentences = set().union(*map(_sentences, texts))
    shingles = [_shingles(text) for text in texts]
    for document in documents:
        runs = _shingles(document.text)
        near = any(len(runs & other) >= NEAR * min(len(runs), len(other)) for other in shingles)
        if not near and sentences.isdisjoint(_sentences(document.text)):
            yield document


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _sentences(text: str) -> set[str]:
    bare = (_bare(sentence) for sentence in re.split("[。！？；\n]", text))
    return {sentence for sentence in bare if len(sentence) >= SENTENCE}


def _shingles(text: str) -> set[str]:
    bare = _bare(text)
    return {bare[i : i + SHINGLE] for i in range(max(len(bare) - SHINGLE, 0) + 1)}


def _shared(parts: Iterable[Iterable[Hashable]]) -> Counter[tuple[int, int]]:
    """Count the parts that each pair of documents has in common."""
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for i, document in enumerate(parts):
        for part in document:
            holders[part].append(i)
    return Counter(pair for where in holders.values() for pair in combinations(where, 2))


def _share(
    groups: Sequence[Sequence[int]], documents: Sequence[Document], shares: Mapping[str, float]
) -> dict[str, list[int]]:
    """Deal the groups out in order, each to the part whose share of the characters its middle falls in."""
    total = sum(len(document.text) for document in documents) or 1
    parts: dict[str, list[int]] = {name: [] for name in shares}
    done = 0
    for group in groups:
        size = sum(len(documents[i].text) for i in group)
        parts[_part_at((done + size / 2) / total, shares)].extend(group)
        done += size
    return parts


def _part_at(position: float, shares: Mapping[str, float]) -> str:
    reached = accumulate(share / sum(shares.values()) for share in shares.values())
    return next((name for name, end in zip(shares, reached, strict=True) if position < end), list(shares)[-1])


def _unevenness(
    parts: Mapping[str, Sequence[int]], documents: Sequence[Document], shares: Mapping[str, float]
) -> float:
    """Sum, over the parts, how far their portion of each label and of the characters is from their share."""
    everything = _amounts(documents)
    uneven = 0.0
    for name, chosen in parts.items():
        amounts = _amounts([documents[i] for i in chosen])
        share = shares[name] / sum(shares.values())
        uneven += sum(abs(amounts[what] / everything[what] - share) for what in everything if everything[what])
    return uneven


def _amounts(documents: Iterable[Document]) -> Counter[str]:
    amounts = Counter({"characters": 0})
    for document in documents:
        amounts["characters"] += len(document.text)
        amounts.update(span.label for span in document.spans)
    return amounts
