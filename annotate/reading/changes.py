"""What a figure says about another: whether it rose or fell, from what or to what, and compared with when."""

from __future__ import annotations

import re
from datetime import date

from annotate.periods import read_period

UP = r"(?<!负)增长|增加(?!值)|上升|提[高升]|上涨|扩大|上调|回升|攀升|加快|增[幅速]|[涨升]幅|(?<!新)增|[涨升]"
DOWN = r"负增长|下[降跌滑调挫]|减[少缓]|降低|缩[小减短]|收窄|回落|放缓|[降跌减]幅|压[减缩降]|少增|[减降跌]"
LINKING = (
    r"(?:率|额|量|幅度?|速度?|水平|更是|更|了|约|将?近|超过?|逾|高?达到?|为|是|分别|至少|不低于|不少于|最高|仅|只|均|各|再"
    r"|保持|在|:|突破|有望|预计|目标)"
)
NEAR = 24
VERB = re.compile(f"{UP}|{DOWN}")
ROSE = re.compile(rf"(?:{UP}){LINKING}{{0,4}}$")
FELL = re.compile(rf"(?:{DOWN}){LINKING}{{0,4}}$")
NET = re.compile(r"(?:净|(?<!新)(?=增加(?!值))|(?=减少)|压(?=减))(增|减)[^，,。；、\n0-9]{0,12}$")
TURN = r"[增提上升降下减扩缩调变转攀跃涨跌压拓发拉改回推突][^，。；\n0-9]{0,6}"
FROM = re.compile(r"[由从自][^，,。；、\n]{0,16}$")
ONWARD = re.compile(
    rf"(?:以上|左右|多)?(?:[、和及与][^，。；、\n]{{1,10}}){{0,3}}，?(?:{TURN})?(?:到|至|为|成)[^，。；\n]{{0,12}}?[0-9〇一二两三四五六七八九十百千万]"
)
TO = re.compile(
    r"[由从自][^。；\n]{0,16}?(?:[0-9]|[一二三四五六七八九]成)[^。；\n]{0,24}?"
    r"(?:(?<!达)到|至|为|成)((?:[^，。；\n]{0,8}[年月季度末底期]的?)?[^，。；、\n0-9]{0,6})$"
)
CLAUSE = re.compile(r"[^，,。；：:！？!?;\n]*$")
AVERAGE = re.compile(
    r"(?:[高低快慢优强]于|超过|领先|[高低]出)[^0-9]{0,24}平均[^0-9]{0,5}$|比[^0-9]{0,20}平均[^0-9]{0,5}[高低快慢多少]出?$"
)
BASES = (
    ("yoy", re.compile(r"同比|同期")),
    ("mom", re.compile(r"环比|(?:比|较)上个?月")),
    ("cumulative", re.compile(r"累计(?:净|实现|同比)?[增减上下提降]")),
)
COMPARED = re.compile(
    r"(?<![同环占对可])[较比](?![重例较如])([^，,。；、\n]{1,14}?)(?:全年)?"
    r"(?=同期|相比|分别|[增提降减回加多少高低快慢扩缩收放涨跌翻净]|上[升涨调]|下[降跌滑调]|有所|大幅|平均|名义|实际)"
)


def read_change(before: str, after: str) -> str | None:
    """Return increase, decrease, from, to or None; texts folded, without blanks, `before` without a list's others.

    >>> read_change("同比分别下降", "、7.5%"), read_change("由", "提高到100%"), read_change("由95%提高到", "")
    ('decrease', 'from', 'to')
    """
    pair = TO.search(before)
    if pair and not VERB.search(pair[1]):
        return "to"
    near = before[-NEAR:]
    if FELL.search(near):
        return "decrease"
    if ROSE.search(near):
        return "increase"
    net = NET.search(before)
    if net:
        return "increase" if net[1] == "增" else "decrease"
    return "from" if FROM.search(before) and ONWARD.match(after) else None


def read_basis(before: str, published: date | None = None) -> str | None:
    """Return yoy, mom, cumulative, average, or the normal form of the time compared with; None when it isn't said.

    >>> read_basis("较2018年提高"), read_basis("营业收入同比增长")
    ('2018', 'yoy')
    """
    clause = CLAUSE.search(before)
    words = clause[0] if clause else ""
    if AVERAGE.search(words):
        return "average"
    said = [(match.start(), basis) for basis, pattern in BASES for match in pattern.finditer(words)]
    for match in COMPARED.finditer(words):
        timex = read_period(match[1], published).timex
        if timex:
            said.append((match.start(), timex))
    return max(said)[1] if said else None
