"""POLICY: forums, fairs and congresses by their last word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.phrases import behind_figure
from annotate.rules.registry import Context, rule

_SHORT_EVENT = re.compile("[一-鿿](?:博|交|贸|洽)会")
_NO_EVENT = re.compile(
    "(?:代表|成立|股东|职工|社员|表彰|总结|动员|誓师|业主|选举)大会$|^(?:大会论坛|会议论坛|主旨论坛|合作洽谈会|交流大会|高端峰会|高峰论坛|高峰对话|主题论坛|(?:配套)?专业论坛|平行论坛|分论坛|专题论坛|专题研讨论坛|高峰会)$|园区$|大会[战堂]$|大赛[道区]$|节目$"
    r"|^.{0,4}(?:(?:推介|研讨|座谈|交流|对接|培训|推进|吹风|分析|现场)会|(?:研讨|培训)班|会议|年会|赛|营|大讲堂)$|(?:球|体育|运动|马拉松|自行车|歌手|广场舞|跳水|游泳|滑冰|滑雪|武术|赛艇|龙舟|田径|体操|拳击|棋|电竞|登山).*赛$|锦标赛$"
)
_OTHER_NAME = re.compile("秘书处|组委会|组织委员会|[特一二三]等奖|[金银铜]奖|(?<=展)[示览开现望出区商位馆厅台品期销]")
_BEFORE_EVENT = re.compile(
    r"(?<=”)[和与及]|暨(?=[首第])|(?:对|者\s?[一-鿿]{2,3})(?=第[一二三四五六七八九十]+届)|被?纳入|组织\Z|[，。、；：！？,;:!?“”‘’《》【】\s□#*|]|[（(](?![一-鿿]{2,4}[）)])|(?<![（(][一-鿿]{2})(?<![（(][一-鿿]{3})[）)]|——|简称|进一步|包[括含]|入围|涵盖|结合|各种|首场|此届|获|提升|以及|作为|贯彻|落实|学习|传达|按照|根据|围绕|通过|借助|依托|代表|"
    r"(?:大会|论坛|峰会|[博交贸览谈流接训]会|推介会|[大竞]赛|[术乐化游物影]节|[品车航]展)\d{0,4}(?:[和与及]|上有?)|此次|本次|举办|[办用]好|圆满|完成|亲赴|角逐|系列活动之|提交|提请|齐聚|进行|借此|一系列|若干场|申办|做强|做优|打响|办出|开展|分设|一场|一年一度|闭幕|介绍|牵手|筹办|召开|举行|参加|出席|承办|主办|开幕|亮相|参展|高规格|顺利|成功|全省|全市|本届|启动|开启|参加|进入|入围|发挥|体现|融入|再创|原创稿|专栏|自治区(?=科技)|"
    r"(?<![数证依根])据(?=[一-鿿])|向|自(?!动|贸|由|行|主|然)|经(?!济|贸|营)|[的在了等是为以于将]|从(?![业事])|参与|众多|所有|很多|不断|获得|(?<!自)由"
)
_LEAD = re.compile("(?:[（(][^（）()]*[）)])?暨?(?:[一两二三几]届|历届|本届|此次|本次|该|这次|首次|及|以)?")
_YEAR = re.compile(r"(?:19|20)\d{2}年\Z")
_EVENT_BODY = re.compile(r"^(?:[一-鿿\dA-Za-z（）()“”‘’+×—\-·]{2,40})$")
_YEAR_BEHIND = re.compile(r"(?:19|20)\d{2}(?![\d年./-])")
_QUOTED = re.compile("(?:“[^“”]{1,16}”|‘[^‘’]{1,16}’)$")


@rule("POLICY", priority=3, score=0.8)
def event(context: Context) -> Iterator[tuple[int, int]]:
    """Find forums, fairs and congresses by their last word and left boundary.

    >>> from annotate.rules.registry import found
    >>> found(event, "在北京举办的高精尖产业创新生态论坛上")
    ['高精尖产业创新生态论坛']
    """
    text = context.text
    for head in context.hits.get("event_heads", ()):
        start = _event_start(context, head.start)
        name = text[start : head.end]
        if (
            (head.start - start >= 2 or _SHORT_EVENT.fullmatch(name))
            and _EVENT_BODY.match(name)
            and not _NO_EVENT.search(name)
            and not _OTHER_NAME.match(text, head.end)
        ):
            year = _YEAR_BEHIND.match(text, head.end)
            yield start, year.end() if year else head.end


def _event_start(context: Context, head: int) -> int:
    """Return where an event's name begins, which may hold verbs; a loose ordinal stays out, the year belongs to it."""
    start = max(head - 30, behind_figure(context, head))
    for edge in _BEFORE_EVENT.finditer(context.text, start, head):
        start = edge.end()
    quoted = _QUOTED.search(context.text, max(start - 18, 0), start)
    if quoted and head - start < 24:
        return _event_start(context, quoted.start())
    lead = _LEAD.match(context.text, start, head)
    year = _YEAR.search(context.text, max(start - 5, 0), start)
    return year.start() if year else lead.end() if lead else start
