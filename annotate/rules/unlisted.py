"""INDUSTRY: industries that no lexicon lists, by their last word and left boundary."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from annotate.rules.lexicons import is_plain, is_wordy
from annotate.rules.phrases import phrase_start
from annotate.rules.registry import Context, rule

_TAIL = re.compile(
    r"(?:全产业链|产业链条?(?![上中下的])|产业集群|产业|行业)"
    r"(?![园化体布格结资政转人创科技经供要党强类学研规项数带大中地型开组工区务基协新标务馆集竞金革变沙])"
)
_LONGEST = 9
_LEADING = re.compile(
    "(?:进一步|积极|大力|深入|努力|发展|拓展|延伸|培育|壮大|做大做强|做强|做优|做大|探讨|打造|建设|推动|促进|引领|主营|从事|提升|继|"
    "关注|聚焦|围绕|探索|优化|扩充|挖掘|传统|千亿级?|百亿级?|万亿级?)+"
)
_GENERIC = re.compile(
    "[一二三四五六七八九十两多各]|三次|首位|主导|特色|支柱|新兴|细分|完整|规模|游|高端|首都|区域|两地|国际|国家|全球|我国|园区|片区|产业|行业|"
    "集群|链|符合|条件|相关|关联|存量|增量|重要|先导|富民|优势|重点|核心|关键|领域|密集型|层次|成长性|高耗能|品牌|战略|实体|传统|朝阳|"
    "现代|新型|未来|乡村|县域|地方|本地|抢占|突出|紧盯|助推|攻克|整合|贯穿|拉长|延长|补齐|培壮|催生|构建|找准|抓|居|同|业|助力|需求|"
    "哪|什么|其他|所属|所在|整个|全部|有效|新的|新质|整体|不同|这|该|本|某|省|市|区|县|高精尖|环境|公司|企业|经济|科创|生态|解决|相应|重大|谋划|懂|提质|精深加工|农民|集团|转型|升级|活动|进行|建立|尊重|村|排放|资源|探索|学界|夯实|迈入|基础设施|[-—全]"
)


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
    leading = _LEADING.match(context.text, start, head)
    return leading.end() if leading else start
