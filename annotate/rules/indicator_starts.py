"""Where the name of an indicator begins: behind its subject and its verb, before the words that are part of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from annotate.records import Span
from annotate.rules.lexicons import is_wordy
from annotate.rules.phrases import phrase_start, read_words
from annotate.rules.registry import Context

_MODIFIERS = frozenset(read_words("indicator_modifiers"))
_AVERAGES = frozenset(f"{base}均" for base in "人户亩年月日")
_LEADING_VERB = re.compile(
    r"(?:个(?!人)|且|后?预计|合计|各项(?![存贷]款|税)|提拨|额?外?减少|首[台个款]|一[片块张条层]|第.批|调度(?!中心)|整个|市场(?=零售)|相应|已?建成(?!区)|(?:港口)?完成(?!投资)|成(?!本|交|果|品)|新增(?=年|产值|营|销售|税收|利)|签约(?!金额|总额|额|投资|率|展览|面积)|投入(?!强度|占比|价格)|项目(?!投资|总?金额)|产业(?!规模|投资|结构)|"
    r"融资(?![额净买偿融]|金额|成本|余额)|销售(?!额|收入|产值|量|面积|费用|价|均价|利润|毛利|成本|规模|总[额量])|规划(?!面积|总|建筑|用地|产能)|增长(?!率|面)|生产(?!总值|能力|者|指数|成本|效率|经营|量|安全|节拍)|"
    r"产品(?!质量|销售|数)|国内(?!生产|旅)|使用(?!外资|寿命)|利用(?!外资|率)|拥有|运营(?!里程|成本|收入|能力|效率|规模)|申请|授权(?!量)|平台|计划(?!投资额)|同比(?![增降涨跌减])|全球(?!市|[产销]量)|国际(?!化|市场|[航客货]|公路|铁路|油价|旅游))+"
)
_OF_COUNT = re.compile(r"的(?:数量|比例|占比|场次|次数|人数|订单数)\Z")
_LONGEST = 11
_PERIOD_BEFORE = frozenset("个半今去明次本上前近每全当两多余十一二三四五六七八九0123456789")
_BEFORE = (*read_words("indicator_subjects"), "）", ")")
_SUBJECTS = ("places", "countries", "regions", "companies", "industry_names")


def modified_start(text: str, low: int, start: int) -> int:
    """Step over the modifiers that run up to a head, the longest first.

    >>> modified_start("实现规模以上工业增加值", 0, 8)
    2
    """
    while size := next((n for n in range(min(6, start - low), 0, -1) if text[start - n : start] in _MODIFIERS), 0):
        start -= size
    return start


def indicator_start(context: Context, low: int, start: int, end: int, *, counts_goods: bool) -> int:
    """Move the start of a phrase to that of its name: to the goods that it counts, behind its subject and its verb.

    >>> from annotate.rules.registry import read_context
    >>> indicator_start(read_context("预计新增产值5亿元"), 0, 0, 6, counts_goods=False)
    2
    """
    text = context.text
    if counts_goods:
        start = max(low, _open_start(context, start))
        start -= 2 * (text[max(low, start - 2) : start] in _AVERAGES)
    start = _behind_subject(context, _counted_start(context, low, start, end), end)
    start += 0 < low == start and text[start] == "中"
    verb = _LEADING_VERB.match(text, start, end)
    start = _behind_subject(context, verb.end() if verb and verb.end() < end else start, end)
    return start - 2 * (text[max(low, start - 2) : start] == "新增" and text[start] not in "年营")


def _counted_start(context: Context, low: int, start: int, end: int) -> int:
    """Take in the one kind of thing that is counted: 带货直播的|场次, but not 专科及本科的|占比."""
    if not _OF_COUNT.match(context.text, start - 1, end):
        return start
    kind = _open_start(context, start - 1)
    return start if kind < low or kind == start - 1 or context.text[kind - 1] in "、及和与" else kind


def _open_start(context: Context, start: int) -> int:
    """Take in the unknown words before a head that is no indicator by itself, its subject aside."""
    text, low = context.text, phrase_start(context, start, _LONGEST)
    names = (_last_end(context.hits.get(name, ()), start) for name in _SUBJECTS)
    words = (at + len(word) for word in _BEFORE if (at := text.rfind(word, low, start)) >= 0)
    edge = max(low, *names, *words)
    edge += max(start - _LONGEST, 0) < edge < start and _cuts_word(text, edge)
    return start if start - edge in {1, _LONGEST} else edge


def _cuts_word(text: str, at: int) -> bool:
    """Tell whether a place lies within a word and before none: 最|终, but not 和|平均."""
    return is_wordy(text[at - 1 : at + 1]) and not is_wordy(text[at : at + 2])


def _last_end(spans: Sequence[Span], limit: int) -> int:
    """Return the end of the last of sorted spans that ends by a limit."""
    index = bisect_right(spans, limit, key=lambda span: span.end) - 1
    return spans[index].end if index >= 0 else 0


def _behind_subject(context: Context, start: int, end: int) -> int:
    """Leave the industry or the year before an indicator to itself: 轻工业|增加值, 今年|产值."""
    names = context.hits.get("industry_names", ())
    index = bisect_right(names, start, key=lambda name: name.start) - 1
    edge = names[index].end if index >= 0 else 0
    if start < edge < end and not context.text.startswith("业务", edge - 1):
        return edge
    if context.text[start] in "年月周" and context.text[start - 1 : start] in _PERIOD_BEFORE:
        return start + 1 + (context.text[start + 1] == "度")
    if context.text.startswith("产业", start):
        fields = context.hits.get("industry_fields", ())
        return start + 2 * (_last_end(fields, start) == start or context.text[start - 1 : start] == "等")
    return start
