"""INDUSTRY: industries that no lexicon lists, by their last word and left boundary, or by their list."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from annotate.rules.boundaries import starting
from annotate.rules.lexicons import is_plain, is_wordy
from annotate.rules.phrases import phrase_start
from annotate.rules.registry import Context, rule

_TAIL = re.compile(
    r"(?:全产业链|产业链条?(?![上中下的])|产业集群|产业|行业)"
    r"(?![园化体布格结资政转人创科技经供要党强类学研规项数带大中地型开组工区务基协新标务馆集竞金革变沙])"
)
_LONGEST = 9
_LEADING = re.compile(
    "(?:覆盖|涵盖|涉及|进一步|积极|大力|深入|努力|发展|拓展|延伸|培育|壮大|做大做强|做强|做优|做大|探讨|打造|建设|推动|促进|引领|主营|从事|提升|继|"
    "优化升级|改造升级|升级发展|升级|短线|关注|聚焦|围绕|探索|优化|扩充|挖掘|深耕|征集|瞄准|锚定|主攻|谋划|做精|做深|做实|盯紧|国产|传统|特色|千亿级?|百亿级?|万亿级?)+"
)
_GENERIC = re.compile(
    "[一二三四五六七八九十两多各]|三次|首位|主导|特色|支柱|新兴|细分|完整|规模|游|高端|首都|区域|两地|国际|国家|全球|我国|园区|片区|产业|行业|"
    "集群|链|符合|条件|相关|关联|存量|增量|重要|先导|富民|优势|重点|核心|关键|领域|密集型|层次|成长性|高耗能|品牌|战略|实体|传统|朝阳|"
    "现代|新型|未来|乡村|县域|地方|本地|抢占|突出|紧盯|助推|攻克|整合|贯穿|拉长|延长|补齐|培壮|催生|构建|找准|抓|居|同|业|助力|需求|"
    "哪|什么|其他|所属|所在|维持|开设|整个|全部|有效|新的|新质|新产品|短板|整体|不同|这|该|本|某|省|市|区|县|高精尖|环境|考虑|倒逼|扰乱|低效|打击|锚定|跑赢|前景|公司|企业|经济|科创|生态|解决|相应|重大|谋划|懂|提质|精深加工|农民|集团|转型|升级|活动|进行|建立|尊重|村|排放|资源|探索|研究|学界|夯实|迈入|基础设施|[-—全]"
)

_CLOSED_LIST = re.compile(
    r"等(?:[\d一二三四五六七八九十多]+余?[大个类])?"
    r"(?:重点|主导|支柱|优势|特色|传统|新兴|战略性|先进|高端|高耗能|相关|现代)*"
    r"(?:(?P<sure>产业(?![园基化政工协联人发生载相])|行业(?!协会|标准)|赛道)|领域(?!安全|腐败|风险|隐患))"
)
_LIST_MARK = re.compile(r"[^一-鿿、A-Za-z0-9]")
_LISTED_ITEM = re.compile("[^、]+")
_LAST_AND = re.compile("(?:以及|[和与])(?=[^和与]*$)")
_NO_ITEM = re.compile(
    "[的了是在为等将]|企业|公司|机构|部门|项目|技术$|能力|人员|化$|赛$|程度|质量|[省市区县州国]$|^[新本各多]|方面|大学|学院|(?:研发|创新|合作|治理|建设)$"
)
_LIST_REACH = 60


@rule("INDUSTRY", priority=2, score=0.65)
def listed_industry(context: Context) -> Iterator[tuple[int, int]]:
    """Find the items of a list that 等产业 or 等行业 closes; before 等领域 two must be known as industries.

    >>> from annotate.rules.registry import found
    >>> found(listed_industry, "改造印染、水泥及制品和玻璃等行业，教育、养老等领域，企业、高等学校等机构")
    ['印染', '水泥及制品', '玻璃']
    """
    known = {
        hit.start for name in ("industry_names", "industry_trades", "industry_fields") for hit in context.hits[name]
    }
    for close in _CLOSED_LIST.finditer(context.text):
        items = _items_before(context, close.start())
        if len(items) > 1 and (close["sure"] or len(known.intersection(start for start, _ in items)) > 1):
            yield from (item for item in items if 2 <= item[1] - item[0] <= _LONGEST and not _described(context, *item))


def _items_before(context: Context, end: int) -> list[tuple[int, int]]:
    """Return the items of the list that ends at `end`; the first may follow other words, the last an 和."""
    low = max(end - _LIST_REACH, 0)
    low = max((mark.end() for mark in _LIST_MARK.finditer(context.text, low, end)), default=low)
    items = [item.span() for item in _LISTED_ITEM.finditer(context.text, low, end)]
    if items and (joint := _LAST_AND.search(context.text, items[-1][0], end)):
        items[-1:] = [(items[-1][0], joint.start()), (joint.end(), end)]
    starts = [_start(context, items[0][1]), *(start for start, _ in items[1:])] if items else []
    bare = (_behind_verbs(context.text, start, stop) for start, (_, stop) in zip(starts, items, strict=True))
    return [(_behind_place(context, start, stop), stop) for start, (_, stop) in zip(bare, items, strict=True)]


def _behind_place(context: Context, start: int, end: int) -> int:
    """Step over the place that an item begins with: 苏州|新型显示."""
    return next((place.end for place in starting(context.hits["places"], start, start + 1) if place.end < end), start)


def _behind_verbs(text: str, start: int, end: int) -> int:
    leading = _LEADING.match(text, start, end)
    return leading.end() if leading else start


def _described(context: Context, start: int, end: int) -> bool:
    return _NO_ITEM.search(context.text[start:end]) is not None


@rule("INDUSTRY", priority=1, score=0.7)
def unlisted_industry(context: Context) -> Iterator[tuple[int, int]]:
    """Find what is called an industry, a chain or a cluster, where a name stands before the word.

    >>> from annotate.rules.registry import found
    >>> found(unlisted_industry, "做大红松籽产业，打造柞蚕全产业链，发展特色产业，延长产业链条")
    ['红松籽产业', '柞蚕全产业链']
    """
    for match in _TAIL.finditer(context.text):
        start = _start(context, match.start())
        name = context.text[start : match.start()]
        everyday = len(name) < 4 and is_wordy(name)
        least = 2 if match.group().endswith(("链", "集群")) else 3
        if len(name) >= least and not (everyday or _GENERIC.search(name) or is_plain(name)):
            yield start, match.end()


def _start(context: Context, head: int) -> int:
    """Return where the name before a head begins, verbs and places aside; the head itself where it may be longer."""
    start = phrase_start(context, head, _LONGEST)
    if start == head - _LONGEST:
        return head
    places = context.hits.get("places", ())
    index = bisect_right(places, head, key=lambda place: place.end) - 1
    if index >= 0 and places[index].start >= start:
        start = places[index].end
    return _behind_verbs(context.text, start, head)
