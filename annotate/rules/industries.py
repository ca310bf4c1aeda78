"""INDUSTRY: names that are industries by themselves, and fields that are when 产业 or a list says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import merge

from annotate.records import Span
from annotate.rules.boundaries import clear_of, starting
from annotate.rules.phrases import one_of, phrase_start
from annotate.rules.registry import Context, rule

_LEXICONS = ("industry_names", "industry_trades", "industry_fields", "industry_goods")
_MODIFIER = re.compile(rf"{one_of('industry_modifiers')}+\Z")
_ACTIVITY = re.compile(
    r"(?:研发|设计|制造|生产|精深加工|深加工|加工|流通|设备|装备|器械|材料|零部件|服务|系统|应用|及其?|与|和)*"
    r"(?:制造|加工|流通|装备|器械|材料|零部件|服务|设备|系统|发电|连锁|采选|及配[套件])(?![业商])|(?:生产|批发|零售|销售|经营|开发|运营|运输)+(?=企业|等)"
)
_TAIL = re.compile(
    r"(?:创新型|特色|全(?!行业))?(?:产业链群|产业链条?|产业集群|集群|产业|行业(?!赛)|工业|制造业|服务业|加工业|开采业|(?<!产)业(?![务主内界态绩余者链]))"
)
_CHAIN = re.compile(r"(?:全?产业链条?|产业链群|产业集群|集群|(?<=产业)链条?(?!上))")
_ORGANISATION = re.compile(
    rf"(?!公司|厂商|(?<=制造业)基地)(?:高新技术)?(?:产业|工业|行业|创新|制造|科技|高科技)?(?:{one_of('organisation_tails')}|司(?!法))(?!件)"
)
_DEALING = re.compile(
    r"(?:从事|主营|生产|销售|经营|采购|出口|展示|展出|业务范围(?:包括|涵盖)|产品(?:包括|有|涵盖|为)|分为)[^，。；\n]{0,6}\Z|集\Z"
)
_GROUP = (
    r"(?:[“‘]?[\d一二三四五六七八九十两多余＋+]{1,5}[”’]?[大个条类]?)?(?:[超近过]?[\d一二三四五六七八九十百千万亿元级]{2,8})?"
    r"(?:一批|各个?|众多|多个|重点|主导|支柱|优势|特色|传统|新兴|战略性|细分|关键|核心|前沿|优先|先进|现代化?|接续|替代|高端|制造|高技术|未来|千亿级?|百亿级?|万亿级?|规模达到|规模|主要|实体|热门|相关|权重)*"
)
_DANGER = "安全|腐败|风险|隐患|不合理"
_EVIDENCE = re.compile(
    rf"(?:等(?:[^，。；：、\n的]{{0,8}}?(?:领域(?!{_DANGER})|产业(?![园基化])|行业|赛道|[板版]块|集群|方向|概念|题材|业务|环节|展区|先进制造|服务业|制造业)"
    rf"|[涨跌]幅|领[涨跌]|走[强弱高低])|{_GROUP}(?:领域(?!{_DANGER})|产业(?![园化])|行业|赛道|板块|集群|概念)|(?:全|大类)行业"
    r"|股(?![份东权票市本指价])|(?<!要素|资源|批发|金融|期货|证券|消费)市场(?!监管|综合)"
    r"|(?<!健康|生态)(?:(?:骨干|龙头|上市|头部|领军|重点|参展)?(?:企业(?!家)|公司|厂商)|(?:制造|生产|供应|运营|服务|代工)商(?!业)|方向(?!盘)|经营单位)|从业(?:者|人员)|之都|完整产业链|全产业链|(?<!金融)政策|(?<!生态|文化)振兴|高质量发展|(?<!教育|文化|体育|航天|交通|产权)(?:强[国省]|(?<!消费)[强大][省市县](?![场城])|重镇))"
)
_LEADING = re.compile(
    "(?:主营)?业务(?!收入|员|量)|项目|作为(?:首位|主导|支柱)|方面(?!的)|为(?:主|重点|核心|辅)|投资(?![者人基集])|供应|龙头|发展|贷款|人才|景气|腐败|反腐|全线[走收上下飘翻]|领[涨跌]"
)
_MEASURE = re.compile(
    "总产值|产值|(?<!工业)(?:增加值|投资)|营业收入|营收|生产(?!者)|经济|运行|结构|基本面|回升|增长|增速|项目"
)
_SECTOR = re.compile(
    "(?<![第统单同唯逐之十])[一二三]产(?=增加值|增长|增速|投资|占|拖累|贡献)|三次产业(?=增加值)|第[一二](?=[、和](?:第二[、和])?第[二三]产业)"
)
"""The three sectors of an economy as bulletins shorten them."""
_WHOLE = ("规上", "以上", "整体", "全部")
"""Words before 工业 that speak of all of it."""
_GOODS = re.compile(
    rf"[^，。；、\n]{{0,8}}(?:等|为代表的[^，。；、\n]{{0,8}}?){_GROUP}(?:系列|产品|技术|设备|商品|材料|零部件|课程|专业|学科|关键核心)|(?:等)?的?(?:研发|研制|制造|生产|销售|产量|销量|出口|进口|零售)"
    rf"|[^，。；\n]{{0,20}}等{_GROUP}领域(?:{_DANGER})"
)
_GAP = re.compile(r"([一-鿿A-Za-z]{0,4}?)((?:、[一-鿿A-Za-z0-9]{2,9}?){0,2})(?:、|以?及|[和与])([一-鿿A-Za-z0-9]{0,4})")
_LAST = re.compile(
    rf"、([一-鿿A-Za-z0-9]{{2,9}}?)(?:等|(?=[两二三四五六七八九十\d]大)){_GROUP}(?:领域(?!{_DANGER})|产业|行业|赛道|集群|板块|概念)"
)
_PLAIN = re.compile(
    r"新$|员$|期$|字头$|特色|传统|优势|重点|新兴|主导|支柱|公司|企业|中心|项目|机构|学校|医院|指数|水平|能力|交[往流]|^做[好强大优]"
)
_QUOTED = re.compile(
    r"“[^“”\n\d强新＋+]{2,8}”(?:全产业链|产业链|产业集群|产业(?![园体基格布党发链集]))|“[^“”\n—–→]{2,20}(?:[—–→一][^“”\n—–→]{2,20})+”产业链"
)
_WORDS = frozenset(["产业", "业务", "业绩", "业主", "业态", "业内", "业者", "业余"])


@dataclass(frozen=True, slots=True)
class Field:
    """A known field in a text: whether it is more than an everyday word, whether something makes it an industry."""

    start: int
    end: int
    strong: bool
    evident: bool


@rule("INDUSTRY", priority=2, score=0.93)
def industry_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find names that denote an industry by themselves, with their chain or cluster.

    >>> from annotate.rules.registry import found
    >>> found(industry_name, "先进制造业集群和食品工业产业链")
    ['先进制造业集群', '食品工业产业链']
    """
    for hit in context.hits.get("industry_names", ()):
        match = _CHAIN.match(context.text, hit.end)
        end = match.end() if match else hit.end
        if not _part(context.text, hit, end):
            yield hit.start, end
    yield from (match.span() for match in _SECTOR.finditer(context.text))


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
    for field in _fields(context):
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


def _fields(context: Context) -> Iterator[Field]:
    """Yield the known fields, touching ones joined, with modifiers and activities, and whether they are evident."""
    text = context.text
    for hit in _hits(context):
        modifier = _MODIFIER.search(text, max(0, hit.start - 8), hit.start)
        named = hit.label == "industry_names"
        activity = None if named else _ACTIVITY.match(text, hit.end, hit.end + 8)
        start, end = modifier.start() if modifier else hit.start, activity.end() if activity else hit.end
        end -= 2 * text.startswith("制造商", end - 2)
        tail = (_CHAIN if named else _TAIL).match(text, end, end + 7)
        if tail and not _ORGANISATION.match(text, end):
            end = tail.end()
        system = tail is None and text.startswith("体系", end)
        if not system and not _part(text, hit, end):
            strong = hit.label != "industry_goods"
            known = named or hit.label == "industry_trades" or tail is not None
            yield Field(start, end, strong, known or _evident(text, start, end, strong=strong))


def _evident(text: str, start: int, end: int, *, strong: bool) -> bool:
    """Tell whether what stands around a field speaks of industries."""
    before = text[max(0, start - 2) : start]
    if before in (_WHOLE if text[start:end] == "工业" else ("关注", "看好")) or _EVIDENCE.match(text, end, end + 30):
        return True
    if text[end - 1] == "业" and _MEASURE.match(text, end):
        return True
    return strong and (before in ("发展", "布局") or _LEADING.match(text, end) is not None)


def _part(text: str, hit: Span, end: int) -> bool:
    """Tell whether an industry is a piece of something else: 文化产业|园, 非|制造业, LED in OLED, 产业|化."""
    before = text[hit.start - 1 : hit.start]
    spelt = text[hit.start].isascii() and before.isascii() and before.isalnum()
    inside = text.startswith(("化", "学", "员", "示范"), end) or _cuts_word(text, end)
    return spelt or before == "非" or inside or _ORGANISATION.match(text, end) is not None


def _cuts_word(text: str, end: int) -> bool:
    """Tell whether a word runs over the end of a field, as in 广告业|务, not in 房地产|业务."""
    return text[end - 1 : end + 1] in _WORDS and text[end : end + 2] not in _WORDS


def _hits(context: Context) -> Iterator[Span]:
    """Merge the lexicons' matches that cut no other name; touching ones are one, save behind a name: 银行业|保险业."""
    joined: Span | None = None
    places, firms = context.hits["places"], context.hits["companies"]
    for hit in merge(*(clear_of(tuple(clear_of(context.hits[name], places)), firms) for name in _LEXICONS)):
        if _cuts_word(context.text, hit.end):
            continue
        if joined and hit.start < joined.end + (joined.label != "industry_names"):
            if hit.end > joined.end:
                joined = replace(joined, end=hit.end, label=hit.label)
            continue
        if joined:
            yield joined
        joined = hit
    if joined:
        yield joined
