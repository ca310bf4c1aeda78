"""ORG: schools, institutes, associations, media and service bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.records import Span
from annotate.rules.boundaries import clear_of, name_start, opens, starting, whole_words
from annotate.rules.lexicons import is_plain, is_wordy, leading_words
from annotate.rules.phrases import phrase_start
from annotate.rules.places import named_from, place_chains
from annotate.rules.registry import Context, rule

_FREE = re.compile(
    "大学|(?:职业技术|职业)?学院|(?:创新|产业技术)?研究院|研究所|设计院|实验室|协会|学会|商会|促进会|联谊会|联合会|基金会|合作社|联盟"
    "|日报|晚报|早报|晨报|时报|商报|周刊|杂志社|出版社|(?:广播)?电视台|融媒体中心|孵化器|众创空间|科创中心|(?:技术|产业|制造业)?创新中心|农科院|研究总院|设计总院|[超智]算中心|博物[馆院]|医院|(?:国家)?(?:工程)?(?:技术)?研究中心|(?:重点|工程)实验室|检测中心|检验中心|本底站"
)
"""Heads before which a word that is no place may be the name (启迪孵化器)."""

_CLAIMED = ("科技创新中心", "国际科技创新中心", "综合性国家科学中心", "产业科技创新中心")
"""What cities claim to be."""

_BRANCH = re.compile(
    r"[\u4e00-\u9fff]{0,3}?(?:分园|分院|分中心|分会|分校|院区|双创基地|双基地|院士工作站|博士后科研工作站|[\u4e00-\u9fff]{2,3}实验室|(?<=中心)[\u4e00-\u9fff]{2}中心)"
)
_INNER = re.compile(
    r"(?![与及由对])(?:(?!联合(?!研究中心|实验室)|合作|共建|携手|教授|院士|博士|主任|所长|院长|等|[和的在是为了获说])[\u4e00-\u9fff]){2,12}?"
    r"(?:研究所|研究中心|研究室|专业委员会|专委会|(?<!省|市|区|县)委员会|(?<!政府)办公室|工作部|创新部|新闻中心|新闻部|管理部|校区|分校|工作站|学系|系(?=教授|副教授|主任|博士|硕士|学生|的))"
    r"|(?<=医院)[\u4e00-\u9fff]{1,5}?科(?=(?:[\u4e00-\u9fff]{2,3})?(?:主任|副主任|医生|医师|教授|护士))"
    r"|(?<=[科农林]院)(?:(?![所在和与的等])[\u4e00-\u9fff]){1,5}所(?![在以有谓需属])"
)
_LEAGUE = re.compile("(?:共青团|民[革盟建进]|农工党|致公党|九三学社|台盟)$")
_LEAGUE_COMMITTEE = re.compile("委(?:员会|会)?")
_UNIVERSITY_PARK = re.compile(r"(?:大学)?(?:国家)?大学科技园(?:[\u4e00-\u9fff]{2,3}?(?:分园|双创基地))?")
_MAGAZINE = re.compile(
    "《[^《》]{2,12}》(?:杂志社?|报社|周刊社?|编辑部)"
    "|《(?:[^《》]{1,9}(?:(?<![公通年季月简海预快汇播])报|周刊|经济新闻)|财富|福布斯|经济学人|日经亚洲|中国企业家|法兰克福汇报|求是|半月谈|柳叶刀)》"
)
_PAGE = re.compile("(?<=报)网(?![络点格上友民红页站])|(?:新闻)?客户端|(?:[－-]|(?<=网))[\u4e00-\u9fff]{2,3}频道")
_OWN = re.compile(
    "(?<![全各该省市])[省市区县州](?:委党校|农科院|社科院|科学院|疾控中心|总工会|妇联|工商联|科协|文联|侨联|残联|社科联|贸促会|红十字会|慈善总会)"
    "|(?:共青团[\u4e00-\u9fff]{2,6}?|团[省市区县州])委(?![员会])|(?<![\u4e00-\u9fff])总台(?=记者)|国家超(?:级计算|级智算|算)(?:(?![和与等各互])[\u4e00-\u9fff]){2,3}中心"
)
_OWN_BODY = re.compile(
    "(?<![全各该跨])省(?![级属内外直])(?:(?![和与的等在是为省市级]|重点)[\u4e00-\u9fff]){2,10}?"
    "(?:(?:促进|服务|交易|保护|信息|资源|监测|推广|评价|保障|事务)中心|促进会|联合会|商会|协会|学会|博物[馆院]|图书馆|研究院|科学院|工研院|联社)"
)
_OF_PAIR = re.compile("中国[—－–-]{1,2}$")
_LETTERS = re.compile("[（(](?:以下)?(?:简称|下称)?[“：:]?([A-Z][A-Za-z]+(?: (?:of|for|and|&|[A-Z][A-Za-z]+))*)”?[）)]")
_COUNTED = re.compile(r"\d+余?[个家所]|科技[城园]|城|(?<=学)(?:生(?![命物态产])|(?:学术)?排名)|(?<=分会)场|(?<=院)士")
_DESCRIBED = re.compile(
    r"级|第一(?!人民|附属|中心|医|中|小|实验|师范)|最大|唯一|首[个家批]|的|影响力|十大|^协会|^太空|(?:[去没往]|离开|公立|正规|控制)$"
)
"""What a name does not hold, but a description does."""


@rule("ORG", priority=2, score=0.93)
def known_organisation(context: Context) -> Iterator[tuple[int, int]]:
    """Find well-known bodies.

    >>> from annotate.rules.registry import found
    >>> found(known_organisation, "据新京报和中科院消息")
    ['新京报', '中科院']
    """
    for hit in whole_words(context.text, clear_of(context.hits["orgs"], context.hits["company_decoys"])):
        inner = _INNER.match(context.text, hit.end) or _PAGE.match(context.text, hit.end)
        yield hit.start, inner.end() if inner else hit.end


@rule("ORG", priority=3, score=0.88)
def placed_organisation(context: Context) -> Iterator[tuple[int, int]]:
    """Find bodies whose name begins with a place.

    >>> from annotate.rules.registry import found
    >>> found(placed_organisation, "委托广州市中小企业专精特新发展促进会搭建平台，甘肃省重点实验室5个")
    ['广州市中小企业专精特新发展促进会']
    """
    for head in _heads(context):
        start = named_from(context, head.start, 24)
        start = _country_start(context, head.start) if start is None else start
        if start is not None and not _DESCRIBED.search(context.text, start, head.start):
            yield _owner_start(context, start, head), _end(context, head)


@rule("ORG", priority=3, score=0.9)
def branch(context: Context) -> Iterator[tuple[int, int]]:
    """Find institutes and branches named after a known body.

    >>> from annotate.rules.registry import found
    >>> found(branch, "引进中科院江西育成中心、中山大学南昌研究院")
    ['中科院江西育成中心', '中山大学南昌研究院']
    """
    owners = {
        hit.start: hit.end for name in ("orgs", "organs_central", "companies", "parks") for hit in context.hits[name]
    }
    for head in _heads(context):
        start = name_start(context, head.start)
        if owners.get(start, head.end) < head.end:
            yield start, _end(context, head)


@rule("ORG", priority=3, score=0.92)
def university_park(context: Context) -> Iterator[tuple[int, int]]:
    """Find the science parks of universities, which are bodies of these.

    >>> from annotate.rules.registry import found
    >>> found(university_park, "石河子大学科技园、浙江大学国家大学科技园江西分园")
    ['石河子大学科技园', '浙江大学国家大学科技园江西分园']
    """
    for match in _UNIVERSITY_PARK.finditer(context.text):
        start = named_from(context, match.start())
        start = name_start(context, match.start()) if start is None else start
        if start < match.start():
            yield start, match.end()


@rule("ORG", priority=4, score=0.95)
def magazine(context: Context) -> Iterator[tuple[int, int]]:
    """Find magazines and newspapers by their title, and the houses that print them.

    >>> from annotate.rules.registry import found
    >>> found(magazine, "《中国远川》杂志社主办，《远见》杂志和《远川日报》刊文，《意见》印发")
    ['《中国远川》杂志社', '《远见》杂志', '《远川日报》']
    """
    for match in _MAGAZINE.finditer(context.text):
        yield match.span()


@rule("ORG", priority=2, score=0.75)
def named_organisation(context: Context) -> Iterator[tuple[int, int]]:
    """Find bodies by their last word where what stands before it is more than description.

    >>> from annotate.rules.registry import found
    >>> found(named_organisation, "走进启迪孵化器，建设重点实验室")
    ['启迪孵化器']
    """
    for head in _heads(context):
        core = context.text[phrase_start(context, head.start, 16) : head.start]
        if not core.startswith(("国家", "国际", "世界", "亚洲")):
            core = core[leading_words(core, 1) :]
        known = any(hit.end == head.end for hit in starting(context.hits["orgs"], head.start - len(core) + 1, head.end))
        everyday = known or is_plain(core) or (len(core) == 2 and is_wordy(core)) or core.startswith(("（", "("))
        named = 2 <= len(core) <= 16 and not everyday and not _DESCRIBED.search(core)
        if named and _FREE.fullmatch(context.text, head.start, head.end):
            yield head.start - len(core), _end(context, head)


@rule("ORG", priority=3, score=0.92)
def letters(context: Context) -> Iterator[tuple[int, int]]:
    """Find the letters that a bracket behind a body's name gives for it.

    >>> from annotate.rules.registry import found
    >>> found(letters, "云川半导体行业协会（YSIA）发布报告，国内生产总值（GDP）增长")
    ['YSIA']
    """
    for name in ("org_heads", "orgs"):
        for hit in context.hits[name]:
            if bracket := _LETTERS.match(context.text, hit.end):
                yield bracket.span(1)


@rule("ORG", priority=2, score=0.88)
def own_organisation(context: Context) -> Iterator[tuple[int, int]]:
    """Find the bodies that a province or city calls its own.

    >>> from annotate.rules.registry import found
    >>> found(own_organisation, "市总工会、共青团云川市委和团省委主办，各县工商联协办")
    ['市总工会', '共青团云川市委', '团省委']
    """
    for match in _OWN_BODY.finditer(context.text):
        start = match.start()
        if opens(context, start) or is_wordy(context.text[start - 2 : start]):
            yield match.span()
    for match in _OWN.finditer(context.text):
        inner = _INNER.match(context.text, match.end())
        yield match.start(), (inner or match).end()


def _owner_start(context: Context, start: int, head: Span) -> int:
    """Take in what founded an institute with others' place in its name (教育部云川高等研究院), or the pair it is of."""
    if pair := _OF_PAIR.search(context.text, max(start - 4, 0), start):
        return pair.start()
    owners = starting(context.hits["organs_central"], start - 8, start)
    own = owners and owners[-1].end == start and context.text[head.end - 1] in "院室心"
    return owners[-1].start if own else start


def _country_start(context: Context, head: int) -> int | None:
    """Return where the country starts that opens a body's name, with more than description behind it."""
    for country in starting(context.hits["countries"], name_start(context, head, 24), head):
        return None if is_plain(context.text[country.end : head]) else country.start
    return None


def _heads(context: Context) -> Iterator[Span]:
    """Yield the words that may end a body's name: not those that are counted, which are of a kind."""
    for head in context.hits["org_heads"]:
        name = context.text[head.start : head.end]
        claimed = name in _CLAIMED or (name == "科创中心" and named_from(context, head.start) is not None)
        if not claimed and not _COUNTED.match(context.text, head.end):
            yield head


def _end(context: Context, head: Span) -> int:
    """Take in the branch that follows a body's name."""
    match = next(filter(None, (form.match(context.text, head.end) for form in (_BRANCH, _INNER, _PAGE))), None)
    return match.end() if match else head.end


@rule("ORG", priority=3, score=0.9)
def youth_league(context: Context) -> Iterator[tuple[int, int]]:
    """Find the committees of the youth league and of the small parties behind their place, which are no organs.

    >>> from annotate.rules.registry import found
    >>> found(youth_league, "共青团湖南省委和民建佛山市委会，中共湖南省委")
    ['共青团湖南省委', '民建佛山市委会']
    """
    for place in place_chains(context):
        league = _LEAGUE.search(context.text, max(place.start - 4, 0), place.start)
        if league and (match := _LEAGUE_COMMITTEE.match(context.text, place.end)):
            yield league.start(), match.end()
