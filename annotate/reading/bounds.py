"""How firm a figure is: its own round words and the words beside it, as one of the handbook's bounds."""

from __future__ import annotations

import re

TIER = re.compile("[十百千万]*亿")
TIER_HEAD = re.compile("产业|企业|园区|集群|赛道|市场|板块|城市")
AFTER = (
    ("at_least", re.compile(r"[及或]?以上|起(?![步点来])|或更多")),
    ("at_most", re.compile(r"[及或]?以[下内]|之[下内]|封顶")),
    ("approx", re.compile(r"的?左右|上下")),
    ("above", re.compile(r"[多余](?=[，。；、的时前来间])")),
)
LINKING = r"(?:了|达到?|为|至|到|人民币|有|将|可|是|的|再|共|总计|累计|年|、|:)?"
GRANTED = (
    r"(?:再|可|给予|奖励|奖补|补助|补贴|资助|支持|扶持|额度|限额|比例|金额|贷款|授信|不超过|一次性|[为达]到?|获得?|享受?)"
    r"{0,4}"
)
BEFORE = (
    (
        "at_most",
        re.compile(
            rf"(?:(?:最高|最多|至多){GRANTED}|上限[为是]?|不(?:得|能|应|可|会)?(?:超过?|高于|多于|大于|突破)|控制在|不超出|小于或?者?等于|≤|<=)"
            rf"{LINKING}$"
        ),
    ),
    (
        "at_least",
        re.compile(rf"(?:至少|起码|最少|最低|不(?:得|能|应|会)?(?:少于|低于|小于)|大于或?者?等于|≥|>=){LINKING}$"),
    ),
    (
        "above",
        re.compile(
            rf"(?:>|(?:^|(?<=[值入收额润率比重量数薪龄]))过|超过?|逾|突破|超出|多于|大于|冲破|跨越|跨过|迈过|[打站]破|[首已再将率]破){LINKING}$"
        ),
    ),
    ("below", re.compile(rf"(?:不足|不到|不满|未满|少于|低于|小于|<){LINKING}$")),
    ("approx", re.compile(rf"(?:约|[将接]?近|大概|约合|约计|估计|差不多){LINKING}$")),
)
NEAR = 24
OVER = re.compile("(?<![通经超不])过$")
SCALE = tuple("百千万亿")
COMPARED = re.compile("(?<![占环同配对])比$")
THAN = (("above", re.compile("[大高多](?![0-9出])")), ("below", re.compile("[小低少](?![0-9出])")))
WITHIN = (("above", re.compile("[多余]")), ("approx", re.compile("[几来数上]")))


def read_bound(text: str, before: str, after: str) -> str:
    """Return exact, approx, above, at_least, below, at_most or scale; all three texts folded and without blanks.

    >>> read_bound("30万元", "最高再奖励", "。"), read_bound("千吨", "可达", "以上"), read_bound("万亿级", "", "产业")
    ('at_most', 'at_least', 'scale')
    """
    if text.endswith("级") or (TIER.fullmatch(text) and TIER_HEAD.match(after)):
        return "scale"
    for bound, pattern in (*THAN, *AFTER) if COMPARED.search(before) else AFTER:
        if pattern.match(after):
            return bound
    near = before[-NEAR:]
    for bound, pattern in BEFORE:
        if pattern.search(near):
            return bound
    if text.startswith(SCALE) and OVER.search(before):
        return "above"
    return next((bound for bound, pattern in WITHIN if pattern.search(text)), "exact")
