"""PERSON: bylines, reporters, and speakers behind their office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from annotate.rules.boundaries import closes, opens, starting
from annotate.rules.lexicons import is_wordy, read_lexicon
from annotate.rules.registry import Context, rule
from annotate.schema import CONFIGS

_HAN = "[\u4e00-\u9fff]"
_GAP = "[ \u3000\t、，,/／]{0,2}"
DESK = (
    "(?:流程编辑|姓名|文(?=[ \u3000]?[|｜])|文/图|图/文|文(?<![\u4e00-\u9fff]文)(?=/)"
    "|记者|通讯员|采写|编译|实习生|撰稿|撰文|作者|编辑|责编|审核|校对|监制|终审|初审|复审|二审|三审|编审|审校|审读|监审|统筹|策划|主编|文字|图片|摄影|摄|文图|供图|图文|整理"
    "|制图|美编|签发|制片人|编导|配音|出品人|制作|剪辑|核稿)"
)
_AFTERDESK = (
    f"(?=[^\u4e00-\u9fff]|{DESK}|实习|见习|来源|返回|报道|从|在|为|电|文|摄|第|责任|更多|版权"
    "|近日|日前|[今昨]日|今年|$)"
)
OFFICE = (
    "(?:书记|C[EFIMOT]O|总领事|行政长官|政委|医师|主播|大使|参赞|国务卿|[市省区县州镇乡部厅局司处科所院校社会署]长|党组成员|主席|理事长|秘书长|董事长|总经理|总裁|首席[^，。]{1,3}官|创始人|合伙人|主任|主管(?!部门)|总监|经理"
    "|厂长|总工程师|工程师|总经济师|总会计师|总设计师|总规划师|总工(?!程)|负责人|实际控制人|实控人|控股股东|监事长|监事|董事|投资人|工作人员|学生|茶商|经销商|基金经理|发言人|委员|常委|代表|顾问|教授|研究员|院士|博士|专家|分析师|经济学家|学者|导师|联系人|董秘|董事会秘书|班长|队长|组长|村民|工人|员工|职工"
    "|技术员|预报员|评论员|讲解员|飞行员|航天员|运动员|作家|诗人|画家|导演|演员|歌手|教练|律师|法官|检察官|副总(?![统理裁经])|主委|召集人|[外财防]长|总统|首相|老板|[店站台行馆]长|检察长|巡视员|专员|统计师|带头人|传承人|业主|创业者|社长|农户|市民|游客|领导|总书记|总理|代表人|助理|先生|女士)"
)
SAYS = re.compile(
    "说|称|谈|向|在|对|率|作|为|到|等|看来|一行|兼|任|感慨|感叹|测算|坦言|直言|回忆|分析|笑|带|深|指着|正|主讲|近日|日前|今日|昨日|当天|也|还|则|就|都|进行|出席|主持|宣布|宣读|讲话|看望|见证|接受|致辞|致欢迎|带队|陪同|参加|参会|会见|回应|解释|补充|提[出到及醒议]|总结|是|高兴|激动|连连|连声|自豪|欣喜|兴奋|颇|呼吁|建议|现场|实地|举例|依次|发表|作了|涉嫌|感触|回答|肯定|询问|希望|谈到|期待|表达|领衔|继续|带领|率领|觉得|相信|点评|预测|牵头|担心|加盟|离职|入职|辞职|掌舵|执掌|教授|博士|研究员|院士|先生|女士|同志"
)

_TITLE = (
    "总书记|总理|主席|书记|律师|市长|省长|部长|院士|教授|先生|女士|博士|同志|董事长|总经理|主任(?=医师|介绍|提醒|表示|说)"
    "|[说称](?=[，：。\\n]|$)|告诉记者|介绍说|坦言|表示[，：]|(?:介绍|认为|指出|强调|透露|分析|称|坦言|要求)[，：]|介绍[说道]|致辞|一行|感慨|告诉《"
)
_JOINING = tuple("的为在了是和等将中上要不有曾也还则就都正已任副总原某说表介指向对及与率带认作籍兼职")
"""What follows a name of two characters rather than being its third."""
_GIVEN = re.compile("[正中和](?=[、，。）])|有(?=说)")
"""What of it is a name's third character nevertheless, as it ends what a mark bounds."""

_ADVERB = ("时", "曾", "于")
"""Surnames that before a word are rather the word before it, where no office says otherwise."""
_ADDRESS = ("先生", "女士", "某", "某某", "老师", "师傅")
"""What stands for a given name that is not told."""

_BODY = re.compile("(?:大学|学院|研究院|研究所|科学院|工程院|医院|[内外儿骨]科)$")
"""What ends the name of the body before its members."""

_ALL_HAN = re.compile(f"{_HAN}+").fullmatch


@cache
def surnames() -> tuple[str, ...]:
    """Return the surnames, the longest first, which other rules share."""
    return tuple(sorted(read_lexicon(CONFIGS / "lexicons" / "surnames.txt"), key=len, reverse=True))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    family = f"(?:{'|'.join(surnames())})"
    name = (
        f"(?:{family}(?!实习|见习){_HAN}(?:(?!实习|见习|记者|通讯|流程|摄(?!{_HAN})){_HAN})?"
        f"|{family}[ \u3000]{{1,2}}{_HAN}(?!{_HAN}))"
    )
    names = f"({name}(?:{_GAP}{name}){{0,5}})"
    return {
        "desk": re.compile(f"{DESK}[ \u3000]?[：:/／|｜]?[ \u3000]?{names}{_AFTERDESK}"),
        "square": re.compile(f"[□■][ \u3000]?{names}(?=\n|$|{_HAN}?[^\u4e00-\u9fff])"),
        "dispatch": re.compile(
            f"(?:(?:本报|[日晚早时商]报|网|快|日)讯|日电|财经(?= ))[ \u3000]?[（(]?{names}[）)]?"
            "[ \u3000]?(?=记者|通讯员|[^\u4e00-\u9fff]|本报)"
        ),
        "office": re.compile(f"{OFFICE}[、：: 为是的]?(?={family}{_HAN})"),
        "bracket": re.compile(f"[。！？”…][ \u3000\n]*[（(]{names}[）)](?=\n|$|[^，。])"),
        "titled": re.compile(f"({family}{_HAN}{{1,2}})(?:{_TITLE})"),
        "shot": re.compile(f"(?:^|[。！？）（(发\n ])({name})[ \u3000]?(?:摄|文|图|文/图|供图)(?=[\n。）/／ ]|$)"),
        "caption": re.compile(f"(?<={_HAN})[ \u3000]({name})[：:]"),
        "one": re.compile(name),
        "surname": re.compile(family),
    }


def _listed(context: Context, pattern: str) -> Iterator[tuple[int, int]]:
    """Yield each of the names that a pattern's first group lists."""
    for match in _patterns()[pattern].finditer(context.text):
        for name in _patterns()["one"].finditer(context.text, *match.span(1)):
            if not (is_no_name(name[0]) or is_phrase(name[0])):
                yield name.span()


@rule("PERSON", priority=2, score=0.95)
def desk(context: Context) -> Iterator[tuple[int, int]]:
    """Find reporters, authors and editors behind their desk.

    >>> from annotate.rules.registry import found
    >>> found(desk, "本报讯 卢俊锦 记者 罗勉报道 近日；编辑：朱超；作者单位：广州")
    ['罗勉', '朱超']
    """
    yield from _listed(context, "desk")


@rule("PERSON", priority=2, score=0.95)
def dispatch(context: Context) -> Iterator[tuple[int, int]]:
    """Find the correspondents between a dispatch's opening and its reporter.

    >>> from annotate.rules.registry import found
    >>> found(dispatch, "本报讯 卢俊锦 聂金秀 记者 罗勉报道")
    ['卢俊锦', '聂金秀']
    """
    yield from _listed(context, "dispatch")


@rule("PERSON", priority=2, score=0.95)
def square_byline(context: Context) -> Iterator[tuple[int, int]]:
    """Find the authors behind a square.

    >>> from annotate.rules.registry import found
    >>> found(square_byline, "□ 王梦龙 秦小银 李青云")
    ['王梦龙', '秦小银', '李青云']
    """
    yield from _listed(context, "square")


@rule("PERSON", priority=2, score=0.9)
def photographer(context: Context) -> Iterator[tuple[int, int]]:
    """Find who took or wrote it, named before what they did.

    >>> from annotate.rules.registry import found
    >>> found(photographer, "图为签约现场。韩帅南 摄\\n")
    ['韩帅南']
    """
    yield from _listed(context, "shot")


@rule("PERSON", priority=2, score=0.93)
def bracket_byline(context: Context) -> Iterator[tuple[int, int]]:
    """Find the author in brackets behind the last sentence.

    >>> from annotate.rules.registry import found
    >>> found(bracket_byline, "形成产业集群。（张漫子）")
    ['张漫子']
    """
    yield from _listed(context, "bracket")


@rule("PERSON", priority=2, score=0.93)
def captioned(context: Context) -> Iterator[tuple[int, int]]:
    """Find who is quoted behind a blank and before a colon.

    >>> from annotate.rules.registry import found
    >>> found(captioned, "青禾检验所技术主办 秦望舒：样品合格。")
    ['秦望舒']
    """
    yield from _listed(context, "caption")


@rule("PERSON", priority=2, score=0.93)
def speaker(context: Context) -> Iterator[tuple[int, int]]:
    """Find who speaks or acts behind an office.

    >>> from annotate.rules.registry import found
    >>> found(speaker, "主任贾品荣说，董事长马新强介绍，所长金键表示，科学管理")
    ['贾品荣', '马新强', '金键']
    """
    for office in _patterns()["office"].finditer(context.text):
        start = office.end()
        while (end := _name_end(context, start)) is not None:
            yield start, end
            if not context.text.startswith("、", end):
                break
            start = end + 1


def _name_end(context: Context, start: int) -> int | None:
    """Return where the name that starts with a surname ends: two given characters if they may end a name, else one."""
    surname = _patterns()["surname"].match(context.text, start)
    for end in (surname.end() + 2, surname.end() + 1) if surname else ():
        name = context.text[start:end]
        joined = name[2:] in _JOINING and not _GIVEN.match(context.text, end - 1)
        if _ALL_HAN(name) and not joined and (closes(context, end) or SAYS.match(context.text, end)):
            return None if is_no_name(name) else end
    return None


def is_no_name(text: str) -> bool:
    """Tell whether what looks like a name is a word, or a word and one that joins it to the next."""
    text = "".join(text.split())
    if text.endswith(_ADDRESS) or text.startswith(("党工", "党委", "党组", "路演", "商标")) or text[-1] == "部":
        return True
    if text[0] in "向应" and len(text) == 3 and is_wordy(text[1:]):
        return True
    if re.fullmatch(OFFICE, text[1:]) or re.fullmatch(OFFICE, text):
        return True
    return is_wordy(text) or (is_wordy(text[:2]) and text[2:] in _JOINING) or not _ALL_HAN(text)


def is_phrase(text: str) -> bool:
    """Tell whether what looks like a name is a word with another or an ending, as no office stands before it."""
    if text[2:] in ("学", "名") or re.fullmatch(OFFICE, text[:2]):
        return is_wordy(text[:2])
    return text[2:] == "件" or (text.startswith(_ADVERB) and len(text) == 3 and is_wordy(text[1:]))


@rule("PERSON", priority=2, score=0.93)
def titled(context: Context) -> Iterator[tuple[int, int]]:
    """Find who stands before an office or before what is said.

    >>> from annotate.rules.registry import found
    >>> found(titled, "贯彻习近平总书记重要指示。”张德爽说，钟南山院士，于是总理")
    ['习近平', '张德爽', '钟南山']
    """
    for match in _patterns()["titled"].finditer(context.text):
        joined = match[1][2:] in _JOINING or match[1][-1] in "省市院" or is_phrase(match[1])
        firm = starting(context.hits["companies"], match.start(), match.start() + 1)
        body = _BODY.search(context.text, match.start() - 4, match.start())
        opened = opens(context, match.start()) or body or context.text.startswith("总书记", match.end(1))
        if opened and not joined and not firm and not is_no_name(match[1]):
            yield match.span(1)
