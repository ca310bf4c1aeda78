"""Fields of the economy: the lexicons' words with what belongs to them, and what makes them industries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import merge

from annotate.records import Span
from annotate.rules.boundaries import clear_of
from annotate.rules.phrases import one_of
from annotate.rules.registry import Context

_LEXICONS = ("industry_names", "industry_trades", "industry_fields", "industry_goods")
_MODIFIER = re.compile(rf"{one_of('industry_modifiers')}+\Z")
_ACTIVITY = re.compile(
    r"(?:研发|设计|制造|生产|精深加工|深加工|加工|流通|设备|装备|器械|材料|零部件|服务|系统|应用|及其?|与|和)*"
    r"(?:制造|加工|流通|装备|器械|材料|零部件|服务|设备|系统|发电|连锁|采选|及配[套件])(?![业商])|(?:生产|批发|零售|销售|经营|开发|运营|运输)+(?=企业|等)"
)
_TAIL = re.compile(
    r"(?:创新型|特色|全(?!行业))?(?:产业链群|产业链条?|产业集群|集群|产业|行业(?!赛)|工业|制造业|服务业|加工业|开采业|(?<!产)业(?![务主内界态绩余者链]))"
)
CHAIN = re.compile(r"(?:全?产业链条?|产业链群|产业集群|集群|(?<=产业)链条?(?!上))")
"""A chain or cluster of an industry, which belongs to its name."""
_ORGANISATION = re.compile(
    rf"(?!公司|厂商|(?<=制造业)基地)(?:高新技术)?(?:产业|工业|行业|创新|制造|科技|高科技)?(?:{one_of('organisation_tails')}|司(?!法))(?!件)"
)
GROUP = (
    r"(?:[“‘]?[\d一二三四五六七八九十两多余＋+]{1,5}[”’]?[大个条类]?)?(?:[超近过]?[\d一二三四五六七八九十百千万亿元级]{2,8})?"
    r"(?:一批|各个?|众多|多个|重点|主导|支柱|优势|特色|传统|新兴|战略性|细分|关键|核心|前沿|优先|先进|现代化?|接续|替代|高端|制造|高技术|未来|千亿级?|百亿级?|万亿级?|规模达到|规模|主要|实体|热门|相关|权重)*"
)
"""What stands between a list's end and the noun that says what its items are."""
DANGER = "安全|腐败|风险|隐患|不合理"
"""What makes a list of 领域 one of dangers, not of industries."""
_EVIDENCE = re.compile(
    rf"(?:等(?:[^，。；：、\n的]{{0,8}}?(?:领域(?!{DANGER})|产业(?![园基化])|行业|赛道|[板版]块|集群|方向|概念|题材|业务|环节|展区|先进制造|服务业|制造业)"
    rf"|[涨跌]幅|领[涨跌]|走[强弱高低])|{GROUP}(?:(?<!消费)领域(?!{DANGER})|产业(?![园化])|行业|赛道|板块|集群|概念)|(?:全|大类)行业"
    r"|股(?![份东权票市本指价])|(?<!要素|资源|批发|金融|期货|证券|消费)市场(?!监管|综合)"
    r"|(?<!健康|生态)(?:(?:骨干|龙头|上市|头部|领军|重点|参展)?(?:企业(?!家)|公司|厂商)|(?:制造|生产|供应|运营|服务|代工)商(?!业)|方向(?!盘)|经营单位)|从业(?:者|人员)|之都|完整产业链|全产业链|(?<!金融|消费)政策|(?<!生态|文化)振兴|高质量发展|(?<!教育|文化|体育|航天|交通|产权)(?:强[国省]|(?<!消费)[强大][省市县](?![场城])|重镇))"
)
_LEADING = re.compile(
    r"(?:主营)?业务(?!收入|员|量)|项目|作为(?:首位|主导|支柱)|方面(?!的)|为(?:主|重点|核心|辅)|投资(?![者人基集])|供应|龙头|发展|(?<!应急)贷款|人才|景气|腐败|反腐|全线[走收上下飘翻]|领[涨跌]|(?:产业|创新|制造)?高地|集聚[地区]|强区(?![域块])"
    r"|等[^，。；：、\n的]{0,6}业态|为代表的[^，。；：、\n的]{0,8}?(?:产业|行业|制造业|服务业|领域)"
)
_MEASURE = re.compile(
    "总产值|产值|(?<!工业)(?:增加值|投资)|营业收入|营收|生产(?!者)|经济|运行|结构|基本面|回升|增长|增速|项目|方面(?!的)|稳增长|产销|内部|整体|平均"
)
_HEADING = re.compile(r"[一二三四五六七八九十]、\Z")
_GREAT = re.compile(r"(?<=[加扩壮重广强增放做两三四五六七八九十])大(?=(?:金融|消费|文旅|健康|农业|环保|数据)\Z)")
"""The end of a word before a field: 壮大|文旅."""
_WHOLE = ("规上", "以上", "整体", "全部")
"""Words before 工业 that speak of all of it."""
_WORDS = frozenset(["产业", "业务", "业绩", "业主", "业态", "业内", "业者", "业余", "济区", "济带", "济圈", "银行"])


@dataclass(frozen=True, slots=True)
class Field:
    """A known field in a text: whether it is more than an everyday word, whether something makes it an industry."""

    start: int
    end: int
    strong: bool
    evident: bool


def fields(context: Context) -> Iterator[Field]:
    """Yield the known fields, touching ones joined, with modifiers and activities, and whether they are evident."""
    text = context.text
    for hit in _hits(context):
        modifier = _MODIFIER.search(text, max(0, hit.start - 8), hit.start)
        named = hit.label == "industry_names"
        activity = None if named else _ACTIVITY.match(text, hit.end, hit.end + 8)
        start, end = modifier.start() if modifier else hit.start, activity.end() if activity else hit.end
        end -= 2 * text.startswith("制造商", end - 2)
        tail = (CHAIN if named else _TAIL).match(text, end, end + 7)
        if tail and not _ORGANISATION.match(text, end):
            end = tail.end()
        system = tail is None and text.startswith("体系", end)
        kind = end > start + 3 and text.endswith("消费", start, end)
        if not system and not kind and not part_of_other(text, hit, end):
            strong = hit.label != "industry_goods"
            known = named or hit.label == "industry_trades" or tail is not None
            yield Field(start, end, strong, known or _evident(text, start, end, strong=strong))


def _evident(text: str, start: int, end: int, *, strong: bool) -> bool:
    """Tell whether what stands around a field speaks of industries."""
    before = text[max(0, start - 2) : start]
    if text[end : end + 1] == "\n" and _HEADING.search(text, max(0, start - 3), start):
        return True
    if before in (_WHOLE if text[start:end] == "工业" else ("关注", "看好")) or _EVIDENCE.match(text, end, end + 30):
        return True
    if text[end - 1] == "业" and _MEASURE.match(text, end):
        return True
    return strong and (before in ("发展", "布局") or _LEADING.match(text, end) is not None)


def part_of_other(text: str, hit: Span, end: int) -> bool:
    """Tell whether an industry is a piece of something else: 文化产业|园, 非|制造业, LED in OLED, 产业|化."""
    before = text[hit.start - 1 : hit.start]
    spelt = text[hit.start].isascii() and before.isascii() and before.isalnum()
    inside = text.startswith(("化", "学", "员", "示范"), end) or _cuts_word(text, end)
    return spelt or before == "非" or inside or _ORGANISATION.match(text, end) is not None


def _cuts_word(text: str, end: int) -> bool:
    """Tell whether a word runs over the end of a field, as in 广告业|务 临空经济|区 or 非银|行, not in 房地产|业务."""
    return text[end - 1 : end + 1] in _WORDS and text[end : end + 2] not in _WORDS


def _behind_word(text: str, hit: Span) -> Span:
    """Step over a 大 that ends the word before a field, which is then an everyday one: 加大|金融."""
    return replace(hit, start=hit.start + 1, label="industry_goods") if _GREAT.match(text, hit.start, hit.end) else hit


def _hits(context: Context) -> Iterator[Span]:
    """Merge the lexicons' matches that cut no other name; touching ones are one, save behind a name: 银行业|保险业."""
    joined: Span | None = None
    places, firms = context.hits["places"], context.hits["companies"]
    for found in merge(*(clear_of(tuple(clear_of(context.hits[name], places)), firms) for name in _LEXICONS)):
        if _cuts_word(context.text, found.end):
            continue
        hit = _behind_word(context.text, found)
        if joined and hit.start < joined.end + (joined.label != "industry_names"):
            if hit.end > joined.end:
                joined = replace(joined, end=hit.end, label=hit.label)
            continue
        if joined:
            yield joined
        joined = hit
    if joined:
        yield joined
