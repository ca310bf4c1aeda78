"""POLICY and PRODUCT: documents and works in 《》, documents, reports and congresses that are named without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from annotate.rules.boundaries import name_start
from annotate.rules.phrases import phrase_start
from annotate.rules.registry import Context, rule

_TITLE = re.compile(r"《[^《》\n]{1,100}(?:《[^《》\n]{1,80}》[^《》\n]{0,60})?》")
_PERIODICAL = re.compile(
    r"(?:(?<![公通年季月简海预快汇播])报|经济新闻|周刊|杂志|联播)》$"
    r"|^《(?:财富|福布斯|自然|科学|求是|新闻联播|经济学人|日经亚洲|中国企业家|法兰克福汇报)》$"
)
_HEADLINE = re.compile("[！？!?]")
_NO_DOCUMENT = re.compile(
    "(?:的)?(?:周刊|网站|报道|主题|为主题|为题|杂志|期刊|栏目|公众号|发文|社论|评论|署名文章|文章|主编|记者|专访|采访)"
)
_WORK = (
    "(?:游戏|手游|电影|影片|大片|电视剧|网剧|短剧|话剧|舞剧|歌剧|剧集|纪录片|动画片?|动漫|综艺"
    "|歌舞|舞蹈|合唱|小品|音乐剧|实景剧|课程|课题|小说|散文集?|诗集|新书|绘本|童话|歌曲|专辑|作品)"
)
_BEHIND_WORK = re.compile(rf"{_WORK}(?:，?如)?(?:《[^《》\n]{{1,20}}》[、和与及]?)*$")
_BEFORE_WORK = re.compile(
    rf"(?:[、和与及]?《[^《》\n]{{1,20}}》)*(?:(?:等|(?:是|作为)一[款部本首支])[^，。；：《》\n]{{0,4}})?{_WORK}"
    "|获得?[^，。；：《》\n]{0,8}(?:文学|小说|散文|电影|戏剧)奖|的(?:游戏|玩家|开发商|开发者|翻?译者|导演|票房|剧组|主演)"
)
_INTRODUCED = re.compile("简称“([一-鿿]{0,10}(?:方案|意见|规划|条例|办法|计划|行动|措施|细则|指南|纲要))”")
_NOTICE = re.compile(r"关于[^，。；：《》\n]{4,60}?的(?:通知|公示|通告)(?![书栏单])")
_OWN_LINE = re.compile(
    r"^((?![^\n]*(?:出台|印发|发布|公布|下发|制定|解读|启动|审议|通过|获|[：，。；！？《》]))[^\n]{4,50}"
    r"(?:公报|实施意见|指导意见|若干措施|若干政策|管理办法|暂行办法|实施办法|实施细则|实施方案|行动方案|工作方案|行动计划|发展规划|规划纲要|条例)"
    r"(?:[（(][^（）()\n]{2,16}[）)])?)[ \t]*$",
    re.MULTILINE,
)
_SESSION = re.compile(
    "第[一二三四五六七八九十]{1,3}届(?:全国)?(?:人民代表大会|委员会)(?:常务委员会)?第[一二三四五六七八九十]{1,3}次(?:全体)?会议"
    "|[一二三四五六七八九十]{1,3}届[一二三四五六七八九十]{1,3}次(?:(?:全体)?(?:（扩大）)?(?:全会|会议)|(?=[、和][一二三四五六七八九十]{1,3}次))"
    "|(?<=次[、和])[一二三四五六七八九十]{1,3}次(?:全会|(?=[、和][一二三四五六七八九十]{1,3}次))"
)
_CONGRESS_REPORT = re.compile(
    r"党的[一二三四五六七八九十]{1,3}大报告|(?:中国共产党|中共)[一-鿿]{0,8}第[一二三四五六七八九十]{1,3}次(?:全国)?代表大会"
)
_GOVERNMENT_REPORT = re.compile("人民政府工作报告|政府工作报告")
_GOVERNED = re.compile("(?![全我本该各])[一-鿿]{2,8}[省市县区州盟旗]")
_YEAR = re.compile(r"(?:19|20)\d{2}年\Z")


@rule("POLICY", priority=4, score=0.97)
def title(context: Context) -> Iterator[tuple[int, int]]:
    """Find documents in title marks; newspapers, headlines and works aside.

    >>> from annotate.rules.registry import found
    >>> found(title, "印发《实施意见》（以下简称《意见》），《中国日报》报道")
    ['《实施意见》', '《意见》']
    """
    for match in _TITLE.finditer(context.text):
        named = not _PERIODICAL.search(match.group()) and not _HEADLINE.search(match.group())
        if named and match.group() not in _works(context) and not _NO_DOCUMENT.match(context.text, match.end()):
            yield match.span()


@rule("PRODUCT", priority=4, score=0.9)
def work(context: Context) -> Iterator[tuple[int, int]]:
    """Find games, films and books in title marks, wherever else they are mentioned too.

    >>> from annotate.rules.registry import found
    >>> found(work, "游戏《云川纪》和《青禾传》上线，《云川纪》畅销，《实施意见》印发")
    ['《云川纪》', '《青禾传》', '《云川纪》']
    """
    for match in _TITLE.finditer(context.text):
        if match.group() in _works(context):
            yield match.span()


@lru_cache(maxsize=1)
def _works(context: Context) -> frozenset[str]:
    """Return the titles that a text calls works of some kind."""
    text = context.text
    return frozenset(
        match.group()
        for match in _TITLE.finditer(text)
        if _BEHIND_WORK.search(text, max(match.start() - 60, 0), match.start()) or _BEFORE_WORK.match(text, match.end())
    )


@rule("POLICY", priority=4, score=0.9)
def notice(context: Context) -> Iterator[tuple[int, int]]:
    """Find documents without title marks: notices by their form, others where they are a line of their own.

    >>> from annotate.rules.registry import found
    >>> found(notice, "云川市工业发展实施意见（2023—2025年）\\n根据省商务厅关于做好消费促进工作的通知，现就")
    ['省商务厅关于做好消费促进工作的通知', '云川市工业发展实施意见（2023—2025年）']
    """
    for match in _NOTICE.finditer(context.text):
        yield name_start(context, match.start()), match.end()
    for match in _OWN_LINE.finditer(context.text):
        yield match.span(1)


@rule("POLICY", priority=3, score=0.85)
def introduced_name(context: Context) -> Iterator[tuple[int, int]]:
    """Find the short name that a text gives a document in quotes: later in quotes, and bare where it is long enough.

    >>> from annotate.rules.registry import found
    >>> found(introduced_name, "（以下简称“工作方案”）印发。工作方案提出目标。")
    ['工作方案', '工作方案']
    """
    for name in {match.group(1) for match in _INTRODUCED.finditer(context.text)}:
        bare = name if len(name) > 3 else f"(?<=“){name}(?=”)"
        for mention in re.finditer(bare, context.text):
            yield mention.span()


@rule("POLICY", priority=3, score=0.9)
def work_report(context: Context) -> Iterator[tuple[int, int]]:
    """Find the congresses of the party, and the reports of these and of governments.

    >>> from annotate.rules.registry import found
    >>> found(work_report, "学习研读党的二十大报告")
    ['党的二十大报告']
    >>> found(work_report, "2026年青禾省政府工作报告，今年的政府工作报告")
    ['2026年青禾省政府工作报告', '政府工作报告']
    """
    for match in _CONGRESS_REPORT.finditer(context.text):
        yield match.span()
    for match in _GOVERNMENT_REPORT.finditer(context.text):
        yield _report_start(context, match.start()), match.end()
    for match in _SESSION.finditer(context.text):
        yield phrase_start(context, match.start(), 8), match.end()


def _report_start(context: Context, at: int) -> int:
    """Return where the name of a report begins, to which its year and the place that is governed belong."""
    at = _behind_year(context.text, at)
    place = name_start(context, at, 9)
    place += context.text.startswith("年", place)
    return _behind_year(context.text, place) if _GOVERNED.fullmatch(context.text, place, at) else at


def _behind_year(text: str, at: int) -> int:
    year = _YEAR.search(text, max(at - 5, 0), at)
    return year.start() if year else at
