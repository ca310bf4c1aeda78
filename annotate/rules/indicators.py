"""INDICATOR: the longest noun phrase that a figure measures, without the region, industry or company before it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from annotate.records import Span
from annotate.rules.indicator_starts import indicator_start, modified_start
from annotate.rules.phrases import one_of
from annotate.rules.registry import Context, rule

_SHARE = re.compile(
    r"占(?!有|地面|据)[^，。；、：\n\d]{1,18}?(?<!市场)的?(?:比重|比例|份额)|在[^，。；、：\n\d]{1,12}中(?:所占)?的(?:比重|占比|比例|份额)|与(?:GDP|地区生产总值|国内生产总值)的?比[率例值]|"
    r"对(?!外)[^，。；、：\n\d]{1,14}?的?贡献[率度]"
)
_SUFFIX = re.compile(
    r"(?:总[额量数值和]|(?:的?(?:同比|环比|累计|实际|平均|名义|年均|月度|当月|预计|预期))?(?:增速|增长率|[增降涨减]幅)|(?:上涨|下跌)幅度|(?<=价格)区间|占比|规模|数量|比重|余额|净额|(?<=经费)投入|增加值|强度|利润率|增量|"
    r"水平|平均利率|[终初均]值|(?<=幅)中位数|(?<=投资)目标)"
)
_OF_GOODS = re.compile(
    r"(?:(?:产|销|产销|排放|交易|需求|交付|接收|消费|采集|开发|处置|装车|出货|保有|订单|储|总|[客货]运)量|(?<!平均)发电量|产销|(?<!量)产能|(?<!进)出口[额量]?|进口[额量]?|价格(?:区间)?|均价|报价|库存|成本|总数|全长|厚度|订单数|"
    r"数量|里程|吞吐(?:量|能力)|装机(?:量|规模)?|容量|[存出]栏量?|(?:种植|播种|养殖|展示|总)面积|(?<!产业)规模|金额|经营额|(?:销|零)售额|人次|[人次]数|小时数|功耗|效率|速度|"
    r"消费(?=占)|半径|直径|距离|高度|时长|周期|期限|续航|国产化率|市占率|市场占有率|市场份额)(?:占.+)?\Z"
)
"""Heads that keep the goods before them: 工业机器人|产量."""
_OPEN = {"比例", "率", "量", "额", "面积", "总额", "指数"}
"""Heads that are no indicator by themselves: what is before them belongs to them."""
_BARE = _OPEN | {"投资", "成本", "费用", "价格", "支出", "资产", "负债", "用工", "余额", "强度", "贷款", "存款", "花费"}
_SECTORS = ("一产业", "二产业", "三产业", "制造业", "服务业", "采矿业", "建筑业", "旅游业")
_NO_HEAD = re.compile(r"(?:力量|(?<!排)放量|缩量|高质量)\Z")
_SURE = re.compile(r"(?:[^大项列要块类票前后拉好]|.[^要]分项)指数\Z")
_BASE = re.compile(r"占(?![地比有])[^，。；、\n]{0,8}(?:(?<!股份)(?<!持股)总数|总额|总人[口数]|量)\Z")
_FLOW = re.compile(
    r"(?:投资|[贷存]款|利润|净利|营收|(?<!业务)收入|亏损|收益|通胀|产[值量]|额|增(?:[加速]值?|幅)|涨幅|销量|[出进]口|[用发]电量|[客货]运量|票房|总产|价格|成本|费用|花费|汇率|占比|(?<!效)率|降幅|订单|库存|[油蛋金煤粮电气房铜钢]价|外贸规模|景气[度水]平?)\Z"
)
"""What is an indicator where it merely changes: 出口|持续下滑."""
_CONNECTOR = re.compile(
    r"(?:(?:位[居列]|居|排)[^，。；、：！？\n\d第]{1,10}(?=第|首位|榜首)|比[^，。；、：！？\n\d]{1,12}?(?=[高快]出?|低于?|[慢多少])|翻(?!..?番)"
    r"|，(?=[则都均]?(?:同比|环比|增长|增加|下降|增速|较|比|[猛激大]增|分别|将|预计|有望))"
    rf"|{one_of('indicator_connectors')}|[ \u3000])*"
)
_CHANGE = re.compile(
    r"(?:[较比](?:[去上]年|上[月期季]|年初)?(?:同期|同月|末)?)?(?:分别|同比|环比|实际|均|累计|年均|继续|持续|整体|总体|进一步|有所|稳步|稳中有|再度|逐步|稳健|显著|震荡|正|也|大幅|突然|不断|明显|保持|小幅|又|出现|实现|连续)*"
    r"(?:正?增长|下降|下滑|下跌|提升|提高|增加|减少|新增|多增|回升|回落|回暖|上[升涨行调]|下[行调]|降低|[飙攀拉]升|扩大|萎缩|放缓|收窄|改善|反弹|持平|由[负正升降]转[负正升降]|走[高低]|[贬升]值|降|平稳|较[快低]|加快)"
    r"|新[高低]|呈|等(?:指标|方面|主要)|再创|创(?:历史)?新高|居|[快慢高低]于|领跑|(?<=增速)最快(?!的)|(?<=占比)最[高大](?!的)"
)
_TOPIC = re.compile(
    "的?(?:化|建设|期货|收购|抵免|贸易货物|项目|工作|形势|政策|发展|奖励|任务|归集|投融资|资金和|结构|情况|论英雄|角度|指标|构成|司|参与|税前|(?<=指)出|报告)"
)
"""What follows a name that is talked about and not measured: 民间投资|项目, 产业规模|化."""
_OF_FIGURE = re.compile("(?:以上|以下|左右)? ?的?\\Z")
"""What stands between a figure and the name that it measures: 70亿元|的|销售额."""
_JOIN = re.compile(r"(?:、|和|及|与|以及)[^，。；、：和及与\n\d]{0,10}|（|，(?=占)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be an indicator: whether its name is unmistakable, and whether the name is complete."""

    start: int
    end: int
    sure: bool
    whole: bool


@rule("INDICATOR", priority=2, score=0.9)
def indicator(context: Context) -> Iterator[tuple[int, int]]:
    """Find unmistakable indicators, others before a figure or a change, and those listed before these.

    >>> from annotate.rules.registry import found
    >>> found(indicator, "实现营业收入659亿元，产值、利润总额分别增长5%，数量多")
    ['利润总额', '产值', '营业收入']
    """
    yield from _found(context)


@rule("INDICATOR", priority=3, score=0.9)
def share(context: Context) -> Iterator[tuple[int, int]]:
    """Find shares, which hold the name of what they are shares of.

    >>> from annotate.rules.registry import found
    >>> found(share, "占规上工业企业比重为27.0%")
    ['占规上工业企业比重']
    """
    for start, end in _found(context):
        if _SHARE.search(context.text, start, end):
            yield start, end


@lru_cache(maxsize=1)
def _found(context: Context) -> list[tuple[int, int]]:
    """Find the indicators of a text from its end to its beginning, as a figure measures the whole list before it."""
    found: list[tuple[int, int]] = []
    figures = {figure.start: figure for figure in context.figures}
    amounts = {figure.end for figure in context.figures if figure.label not in {"TIME", "RANK"}}
    following, measured = None, False
    for candidate in reversed(list(_candidates(context))):
        listed = following is not None and bool(_JOIN.fullmatch(context.text, candidate.end, following.start))
        measured = _measured(context.text, candidate, figures) or (listed and measured)
        following = candidate
        base = _BASE.search(context.text, max(0, candidate.start - 8), candidate.end)
        named = candidate.sure and not _TOPIC.match(context.text, candidate.end)
        if candidate.whole and not base and (measured or named or _owned(context.text, candidate, amounts)):
            found.append((candidate.start, candidate.end))
    return found


def _owned(text: str, candidate: Candidate, amounts: Container[int]) -> bool:
    """Tell whether a phrase stands right behind its figure: 70亿元的销售额, 10万吨年产能, but not 2万吨出口货物."""
    between = _OF_FIGURE.search(text, max(0, candidate.start - 4), candidate.start)
    return (
        between is not None and between.start() in amounts and (between[0] != "" or candidate.end - candidate.start > 2)
    )


def _measured(text: str, candidate: Candidate, figures: Mapping[int, Span]) -> bool:
    """Tell whether only linking words and times stand between a phrase and the next figure."""
    viewed = text[candidate.start - 1 : candidate.start] == "从" and text.startswith("看，", candidate.end)
    if viewed or (_FLOW.search(text, candidate.start, candidate.end) and _CHANGE.match(text, candidate.end)):
        return True
    position, limit = candidate.end, candidate.end + 30
    while position < limit:
        match = _CONNECTOR.match(text, position, limit)
        position = match.end() if match else position
        figure = figures.get(position) or figures.get(position - (text[position - 1] in "-－"))
        if figure is None:
            return False
        if figure.label != "TIME" or _CHANGE.match(text, figure.end):
            return True
        position = figure.end
    return False


def _candidates(context: Context) -> Iterator[Candidate]:
    low = 0
    for head in _heads(context):
        if head.start >= low:
            candidate = _candidate(context, head, low)
            low = candidate.end
            yield candidate


def _heads(context: Context) -> list[Span]:
    """Find the lexicons' matches and the shares (占…比重), touching ones joined, from left to right."""
    shares = [Span(*match.span(), "share") for match in _SHARE.finditer(context.text)]
    known = (context.hits.get(name, ()) for name in ("indicators", "indicator_heads"))
    joined: list[Span] = []
    for head in sorted(chain(shares, *known), key=lambda span: (span.start, -span.end)):
        if joined and head.start <= (last := joined[-1]).end:
            joined[-1] = replace(last, end=max(last.end, head.end), label=max(last.label, head.label))
        else:
            joined.append(head)
    return joined


def _candidate(context: Context, head: Span, low: int) -> Candidate:
    """Lengthen a head noun to its phrase."""
    text = context.text
    if text[head.end - 1 : head.end + 1] in {"价格", "数量"}:  # 油价|格, 人数|量
        head = Span(head.end - 1, head.end + 1, "indicator_heads")
    name = text[head.start : head.end]
    suffix = _SUFFIX.match(text, head.end)
    end = suffix.end() if suffix else head.end
    start = modified_start(text, low, head.start)
    rate = head.label == "indicator_heads" and (name in _OPEN or name.endswith(("率", "占比", "指数")))
    counts_goods = rate or _OF_GOODS.search(text, start, end) is not None
    start = indicator_start(context, low, start, end, counts_goods=counts_goods)
    sure = head.label != "indicator_heads" or _SURE.search(text, start, end) is not None
    return Candidate(start, end, sure, _whole(text, start, end))


def _whole(text: str, start: int, end: int) -> bool:
    """Tell whether a phrase is a name: 投资 is one where it grows, 总额 where it opens a clause."""
    name = text[start:end]
    pointed = len(name) < 5 and text[start - 1 : start] in {"这", "该"}
    total = name in {"总量", "总额", "总数"} and text.startswith("的", end)
    if pointed or total or text.startswith("加计扣除", end) or _NO_HEAD.search(name):
        return False
    if name == "总额":
        return text[start - 1 : start] in {"，", ",", "；"}
    return (
        name not in _BARE
        or (name == "投资" and text.endswith(_SECTORS, 0, start))
        or (len(name) > 1 and _FLOW.search(name) is not None and _CHANGE.match(text, end) is not None)
    )
