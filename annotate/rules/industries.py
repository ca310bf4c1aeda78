"""INDUSTRY: names that are industries by themselves, and fields that are when 产业 or a list says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from annotate.rules.boundaries import starting
from annotate.rules.fields import CHAIN, DANGER, GROUP, Field, fields, part_of_other
from annotate.rules.phrases import phrase_start
from annotate.rules.registry import Context, rule

_DEALING = re.compile(
    r"(?:从事|主营|生产|销售|经营|采购|出口|展示|展出|业务范围(?:包括|涵盖)|产品(?:包括|有|涵盖|为)|分为)[^，。；\n]{0,6}\Z|集\Z"
)
_SECTOR = re.compile(
    "[一二三](?:(?<![第统单同唯逐之十].)产(?=增加值|增长|增速|投资|占|拖累|贡献)|(?<=三)次产业(?=增加值))"
)
_NUMBERED = re.compile("第[一二](?=[、和](?:第二[、和])?第[二三]产业)")
"""The three sectors of an economy as bulletins shorten them."""
_GOODS = re.compile(
    rf"[^，。；、\n]{{0,8}}(?:等|为代表的[^，。；、\n]{{0,8}}?){GROUP}(?:系列|产品|技术|设备|商品|材料|零部件|课程|专业|学科|关键核心)|(?:等)?的?(?:研发|研制|制造|生产|销售|产量|销量|出口|进口|零售)"
    rf"|[^，。；\n]{{0,20}}等{GROUP}领域(?:{DANGER})"
)
_GAP = re.compile(r"([一-鿿A-Za-z]{0,4}?)((?:、[一-鿿A-Za-z0-9]{2,9}?){0,2})(?:、|以?及|[和与])([一-鿿A-Za-z0-9]{0,4})")
_LAST = re.compile(
    rf"、([一-鿿A-Za-z0-9]{{2,9}}?)(?:等|(?=[两二三四五六七八九十\d]大)){GROUP}(?:领域(?!{DANGER})|产业|行业|赛道|集群|板块|概念)"
)
_PLAIN = re.compile(
    r"新$|员$|期$|字头$|特色|传统|优势|重点|新兴|主导|支柱|公司|企业|中心|项目|机构|学校|医院|指数|水平|能力|交[往流]|^做[好强大优]"
)
_QUOTED = re.compile(
    r"“[^“”\n\d强新＋+]{2,8}”(?:全产业链|产业链|产业集群|产业(?![园体基格布党发链集]))|“[^“”\n—–→]{2,20}(?:[—–→一][^“”\n—–→]{2,20})+”产业链"
)


@rule("INDUSTRY", priority=2, score=0.93)
def industry_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find names that denote an industry by themselves, with their chain or cluster.

    >>> from annotate.rules.registry import found
    >>> found(industry_name, "先进制造业集群和食品工业产业链")
    ['先进制造业集群', '食品工业产业链']
    """
    for hit in context.hits.get("industry_names", ()):
        match = CHAIN.match(context.text, hit.end)
        end = match.end() if match else hit.end
        if not part_of_other(context.text, hit, end):
            yield hit.start, end
    for sector in (_SECTOR, _NUMBERED):
        yield from (match.span() for match in sector.finditer(context.text))


@rule("INDUSTRY", priority=2, score=0.82)
def industry_field(context: Context) -> Iterator[tuple[int, int]]:
    """Find fields said to be an industry by 产业, 领域, 企业 or the like, and their neighbours in a list.

    >>> from annotate.rules.registry import found
    >>> found(industry_field, "聚焦新材料、高端装备制造、可控光源等领域，医疗器械企业")
    ['新材料', '高端装备制造', '可控光源', '医疗器械']
    """
    for chain in _chains(context):
        if _industrial(context.text, chain):
            evident = any(field.evident for field in chain)
            yield from ((field.start, field.end) for field in chain if evident or field.strong)


def _industrial(text: str, chain: list[Field]) -> bool:
    """Tell whether evidence makes a list one of industries; an everyday word behind unknown items needs more."""
    first = chain[0]
    if any(field.evident for field in chain):
        return (
            len(chain) > 1
            or first.strong
            or text[first.start - 1 : first.start] != "、"
            or text[first.end : first.end + 1] != "等"
        )
    if _GOODS.match(text, chain[-1].end) or _DEALING.search(text, max(0, first.start - 8), first.start):
        return False
    return sum(field.strong for field in chain) >= 2


@rule("INDUSTRY", priority=3, score=0.6)
def quoted_industry(context: Context) -> Iterator[tuple[int, int]]:
    """Find industries named by a quotation, and chains of products in quotes.

    >>> from annotate.rules.registry import found
    >>> found(quoted_industry, "“油头化尾”产业，“乙二醇—聚酯纤维”产业链")
    ['“油头化尾”产业', '“乙二醇—聚酯纤维”产业链']
    """
    for match in _QUOTED.finditer(context.text):
        yield match.span()


@lru_cache(maxsize=1)
def _chains(context: Context) -> tuple[list[Field], ...]:
    """Group the fields that stand in one list, unknown items between them included."""
    return tuple(_grouped(context))


def _grouped(context: Context) -> Iterator[list[Field]]:
    chain: list[Field] = []
    for field in fields(context):
        link = _link(context, chain[-1], field) if chain else None
        if link is None:
            if chain:
                yield chain + _last_item(context, chain)
            chain = [field]
        else:
            chain[-1:] = link
    if chain:
        yield chain + _last_item(context, chain)


def _link(context: Context, left: Field, right: Field) -> list[Field] | None:
    """Join two fields of one list: each takes the rest of its item, items between them are added."""
    if right.start - left.end > 30:
        return None
    if _one_item(context.text, left, right):
        return [replace(right, start=left.start, strong=left.strong or right.strong)]
    gap = _GAP.fullmatch(context.text, left.end, right.start)
    if not gap or _PLAIN.search(gap.group(1) + gap.group(2)) or (gap.group(1) and (left.evident or not left.strong)):
        return None
    if phrase_start(context, gap.end(1), gap.end(1) - gap.start(1)) > gap.start(1) and gap.group(1):
        return None
    items = [replace(left, end=gap.end(1))]
    position = gap.start(2)
    for name in gap.group(2).split("、")[1:]:
        items.append(Field(position + 1, position + 1 + len(name), strong=False, evident=False))
        position += 1 + len(name)
    if any(phrase_start(context, item.end, item.end - item.start) > item.start for item in items[1:]):
        return None
    start = phrase_start(context, right.start, right.start - gap.start(3))
    own = _PLAIN.search(gap.group(3)) or _behind_name(context, right.start)
    return [*items, right if own else replace(right, start=start)]


def _behind_name(context: Context, start: int) -> bool:
    """Tell whether a place or a company ends here."""
    near = (hit for name in ("places", "companies") for hit in starting(context.hits[name], start - 6, start))
    return any(hit.end == start for hit in near)


def _one_item(text: str, left: Field, right: Field) -> bool:
    """Tell whether 和 joins two fields into one item, as it does between two of a list: 锂电、氢能与储能、光伏."""
    inside = text[left.start - 1 : left.start] == text[right.end : right.end + 1] == "、"
    return inside and not left.evident and text[left.end : right.start] in ("和", "与", "及")


def _last_item(context: Context, chain: list[Field]) -> list[Field]:
    """Find the unknown last item of a list that its head noun makes one of industries."""
    match = _LAST.match(context.text, chain[-1].end)
    if (
        not match
        or _PLAIN.search(match.group(1))
        or phrase_start(context, match.end(1), len(match.group(1))) > match.start(1)
    ):
        return []
    return [Field(*match.span(1), strong=False, evident=True)]
