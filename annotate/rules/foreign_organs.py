"""GOV: the organs of states abroad, behind their name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.registry import Context, rule

_TOPIC = (
    "工业|工商|商务|商业|贸易|财政|外交|国防|能源|劳动|劳工|内务|预算|管理|体育|旅游|农业|交通|运输|卫生|教育|环境|司法|内政|经济|投资|计划|科技|科学|技术|信息|通讯|通信|产业"
    "|气候|保护|数字|文化|住房|矿业|矿产|资源|社会|发展|国土安全|联邦|储备|新闻|情报|证券|交易|促进|监督|食品|药品|药物|海洋|大气|安全|公平"
)
_FOREIGN = re.compile(
    f"央行|中央银行|(?:国家|联邦)[\u4e00-\u9fff]{{2,9}}?局|(?:旅游|统计|管理|投资促进)局|国家银行|储备银行|(?:联邦)?政府|国务院|国会|议会|内阁|统计局|海关|(?:总理|总统|首相)(?:办公室|府(?!邸))"
    f"|(?:{_TOPIC})(?:{_TOPIC}|[和与及暨、])*(?:部(?![门分署件队长级位])|省(?![份级])|委员会|局(?![势面部]))"
)
"""What a state abroad has, behind its name."""


@rule("GOV", priority=2, score=0.93)
def foreign_organ(context: Context) -> Iterator[tuple[int, int]]:
    """Find the organs of states abroad.

    >>> from annotate.rules.registry import found
    >>> found(foreign_organ, "挪威央行与丹麦工业和贸易部，挪威东部")
    ['挪威央行', '丹麦工业和贸易部']
    """
    for country in context.hits["countries"]:
        if match := _FOREIGN.match(context.text, country.end):
            yield country.start, match.end()
