"""Names found on good evidence are found at every other mention, and so are the names that they imply."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, MatchKind

from annotate.records import Span
from annotate.rules.boundaries import clear_of, name_start, starting, whole_words
from annotate.rules.lexicons import is_wordy
from annotate.rules.places import place_chains
from annotate.rules.registry import Context

SURE = 0.85
"""The score from which a name is trusted at its other mentions."""

_NAMED = frozenset({"COMPANY", "ORG", "PARK", "GOV", "PERSON", "PRODUCT"})
_UNLISTED = frozenset({"site", "town", "bare_town", "invented_town", "invented_site", "initial", "likely_name"})
"""The rules that find places and companies which no lexicon has."""
_EXPLICIT = frozenset({"alias", "legal_name", "listed_stock"})
"""The rules that find companies which the article itself calls so, whatever words they are made of."""
_FORM = re.compile(
    r"(?:[（(](?:集团|控股|中国|有限合伙)[）)])*(?:集团|控股)?(?:股份)?(?:有限责任|有限)?(?:(?:总|分)?公司.*|集团|合伙企业.*)$"
)
_TRUSTED = 0.8
_PARTNERSHIP = ("（有限合伙）", "(有限合伙)")
"""How partnerships end, which hold shares beside people."""
_ITEM = re.compile(r"、([^，。、；：！？“”‘’（）()《》\s\d]{2,8}?)(?=、|等(?!平台))")
_ITEM_BEFORE = re.compile(r"(?<=[、，。；：])([^，。、；：！？“”‘’（）()《》\s\d]{2,8})、$")
_OTHER_KIND = re.compile(
    "(?:中学|大学|中心|工厂|电场|电站|基地|集群|产业|行业|领域|企业|人员|[园区会局部院所处们])$|^[省市区县各多]"
)
_BEHIND_NAME = "(?=[，。、；：”）)\\s的与和及等为在将拟向以持是由对已表签增承]|$)"
_start = attrgetter("start")


def mentions(context: Context, settled: Sequence[Span]) -> Iterator[Span]:
    """Yield the further mentions of the names among settled spans, and those of companies' short names.

    >>> from annotate.rules.registry import read_context
    >>> text = "宜昌长机科技有限责任公司投产，长机科技扩产"
    >>> [text[s.start : s.end] for s in mentions(read_context(text), [Span(0, 12, "COMPANY", 0.95)])]
    ['长机科技']
    """
    names: dict[str, Span] = {}
    shorts: dict[str, Span] = {}
    decoys = context.hits["company_decoys"]
    first = {span.key() for span in settled}
    for span in settled:
        named = (span.score >= SURE and span.label in _NAMED) or span.source in _UNLISTED
        name = context.text[span.start : span.end]
        doubtful = span.label == "COMPANY" and span.source not in _EXPLICIT and is_wordy(name)
        if named and len(name) > 1 and not doubtful:
            if span.label == "COMPANY" and name not in names:
                shorts |= dict.fromkeys(short_names(context, span), Span(0, 0, "COMPANY", 0.9, "short_name"))
            if span.label == "PERSON" and len(family := re.split("[·•・‧]|(?<=[a-z]) ", name)[-1]) > 1:
                shorts.setdefault(family, Span(0, 0, "PERSON", 0.9, "family_name"))
            names.setdefault(name, Span(0, 0, span.label, min(span.score, 0.92), "mention"))
    further = clear_of(tuple(_found(context.text, shorts | names)), decoys)
    yield from (vote for vote in whole_words(context.text, further) if vote.key() not in first)
    yield from companions(context, settled)


def _found(text: str, names: dict[str, Span]) -> Iterator[Span]:
    known = list(names)
    for index, start, end in AhoCorasick(known, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text):
        vote = names[known[index]]
        if text.startswith("部门", end - 1):
            continue
        group = vote.source == "short_name" and text.startswith("集团", end)
        yield Span(start, end + 2 * group, vote.label, vote.score, vote.source)


def companions(context: Context, settled: Sequence[Span]) -> Iterator[Span]:
    """Yield the invented names that an enumeration puts beside a company: they are companies too.

    >>> from annotate.rules.registry import read_context
    >>> text = "包括中核苏阀、横滨轮胎、新协力机器等项目"
    >>> [text[s.start : s.end] for s in companions(read_context(text), [Span(7, 11, "COMPANY", 0.9)])]
    ['新协力机器']
    """
    trusted = [span for span in settled if span.label == "COMPANY" and span.score >= _TRUSTED]
    firms = [span for span in trusted if not context.text.endswith(_PARTNERSHIP, span.start, span.end)]
    ends, starts = [span.end for span in firms], [span.start for span in firms]
    while ends:
        if (item := _ITEM.match(context.text, ends.pop())) and _is_companion(item[1], item.span(1), settled):
            yield Span(*item.span(1), "COMPANY", 0.85, "companion")
            ends.append(item.end())
    while starts:
        item = _ITEM_BEFORE.search(context.text, max(starts[-1] - 10, 0), starts.pop())
        start, end = (name_start(context, item.end(1)), item.end(1)) if item else (0, 0)
        if end - start > 1 and _is_companion(context.text[start:end], (start, end), settled):
            yield Span(start, end, "COMPANY", 0.85, "companion")
            starts.append(start)


def _is_companion(name: str, place: tuple[int, int], settled: Sequence[Span]) -> bool:
    """Tell whether an item is a name that no other span holds and no body of another kind."""
    before = bisect_left(settled, place[1], key=_start) - 1
    free = before < 0 or settled[before].end <= place[0]
    return free and not is_wordy(name) and not _OTHER_KIND.search(name)


def short_names(context: Context, company: Span) -> Iterator[str]:
    """Yield the short names that a full name implies: without its legal form, its place, what follows its trade.

    >>> from annotate.rules.registry import read_context
    >>> list(short_names(read_context("陕西天成航空材料有限公司（天成航材），陕西天成"), Span(0, 12, "COMPANY")))
    ['陕西天成航空材料', '陕西天成航空', '天成航空材料', '天成航空', '天成航材', '陕西天成']
    """
    form = _FORM.search(context.text[company.start : company.end])
    if not form or not form.start():
        return
    end = company.start + form.start()
    places = (place_chains(context), context.hits["countries"])
    behind_place = [place.end for known in places for place in starting(known, company.start, company.start + 1)]
    tails = starting(context.hits["company_tails"], company.start, end)
    for start in (company.start, *behind_place):
        ends = {end, *(tail.end for tail in tails if start + 3 < tail.end < end)}
        for stop in sorted(ends, reverse=True):
            core = context.text[max((start, *behind_place)) : stop]
            if stop - start > 2 and len(core) > 1 and not is_wordy(core):
                yield context.text[start:stop]
    behind = max((company.start, *behind_place))
    yield from _contracted(context.text, context.text[behind:end])
    if company.start < behind < end - 2 and not is_wordy(context.text[behind : behind + 2]):
        yield from _placed(context.text, context.text[company.start : behind], context.text[behind:end])


def _placed(text: str, place: str, core: str) -> Iterator[str]:
    """Yield the place and the first two characters of a name's core if they stand somewhere as a name: 陕西天成."""
    name = place.rstrip("省市县区") + core[:2]
    if re.search(f"{re.escape(name)}{_BEHIND_NAME}", text):
        yield name


def _contracted(text: str, core: str) -> Iterator[str]:
    """Yield names of the core's first two characters and two of its others in their order: 天成航空材料 → 天成航材."""
    if len(core) < 5:
        return
    for match in re.finditer(re.escape(core[:2]) + f"([{re.escape(core[2:])}]{{2}})", text):
        if match[0] not in core and match[1][1] in core[core.index(match[1][0], 2) + 1 :]:
            yield match[0]
