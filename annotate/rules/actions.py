"""POLICY: actions and projects by the list they stand in, mechanisms by their quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.policies import DISCIPLINE, VAGUE
from annotate.rules.registry import Context, rule

_QUOTED_MECHANISM = re.compile(
    r"“((?=[^”]{0,8}[一-鿿]{3})(?!一揽子|绿色通道|稳|促|去|小切口|零距离)[^“”\n，。；：？！、]{3,12})”"
    r"(?=(?:工作|联动|协调|推进)?机制|等(?:系列)?活动|政策(?![体取性规包大导宣专简]))"
)
_QUOTED_LIST = re.compile(
    r"(“(?<!”“)(?<!”[、和与及]“)[^“”\n，。；：]{2,16}”[、和与及]?(?:“[^“”\n，。；：]{2,16}”[、和与及]?)*)"
    r"等(?:专项|系列|重大|重点|主题|特色|民生|惠民)*(?:行动|工程|计划|政策|机制|改革)"
)
_QUOTED = re.compile("“([^“”]+)”")
_ACTIONS = re.compile(
    r"(?<=、)([一-鿿A-Za-z“”]{3,16}?(?:工程|行动|计划|攻坚战))"
    r"(?=、|和|及|以及|等|[一二三四五六七八九十]大(?:工程|行动|计划))"
)
_BUILT = re.compile("基础设施|枢纽|水利|灌区|防洪|水库|供水|引水|送电|输电|管网|公路|铁路|高速|机场|改造工程$")
"""What is built of concrete, and no programme."""

_TOGETHER = re.compile(
    r"(?:实施|开展)((?:(?:[^，。；：、“”《》（）()\s\d的了等和]|(?<=[高中初平])等){4,20}[、和]){1,9})"
    r"((?:[^，。；：、“”《》（）()\s\d的了等和]|(?<=[高中初平])等){4,20})"
    r"(?:等(?:重大|重点|专项|系列)?(?:“?[两三四五六七八九十]大)?|“?[两三四五六七八九十]大)(?:专项)?(?:行动|工程(?![师机技])|计划)"
)
"""Programmes that share the one word at the end of their list."""

_NEIGHBOUR = re.compile("(?:工程|行动|计划|攻坚战)”?、$")


@rule("POLICY", priority=3, score=0.8)
def listed_action(context: Context) -> Iterator[tuple[int, int]]:
    """Find the actions and projects that stand behind another one in a list.

    >>> from annotate.rules.registry import found
    >>> found(listed_action, "通过集聚工程、金融赋能工程、金融生态工程七大工程，重大项目、重大工程、民生工程等")
    ['金融赋能工程', '金融生态工程']
    """
    for match in _ACTIONS.finditer(context.text):
        behind = _NEIGHBOUR.search(context.text, max(match.start() - 5, 0), match.start())
        if behind and not any(form.search(match.group(1)) for form in (VAGUE, _BUILT, DISCIPLINE)):
            yield match.span(1)


@rule("POLICY", priority=3, score=0.75)
def actions_together(context: Context) -> Iterator[tuple[int, int]]:
    """Find the actions of a list that only its end calls so.

    >>> from annotate.rules.registry import found
    >>> found(actions_together, "实施青禾焕新提质、远川强链护航“两大行动”，推进供水、引水等工程")
    ['青禾焕新提质', '远川强链护航']
    """
    for match in _TOGETHER.finditer(context.text):
        for item in re.finditer("[^、和]+", context.text[match.start(1) : match.end(2)]):
            if not _BUILT.search(item.group()):
                yield match.start(1) + item.start(), match.start(1) + item.end()


@rule("POLICY", priority=3, score=0.75)
def quoted_mechanism(context: Context) -> Iterator[tuple[int, int]]:
    """Find mechanisms, and the last of a list of activities, by their quotes.

    >>> from annotate.rules.registry import found
    >>> found(quoted_mechanism, "建立“一企一策”机制，“双碳”战略")
    ['一企一策']
    """
    for match in _QUOTED_MECHANISM.finditer(context.text):
        yield match.span(1)
    for match in _QUOTED_LIST.finditer(context.text):
        for quoted in _QUOTED.finditer(context.text, *match.span(1)):
            yield quoted.span(1)
