"""GOV: organs of party and state, by their full list for the centre and behind their place elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from annotate.records import Span
from annotate.rules.boundaries import closes, name_start, opens
from annotate.rules.lexicons import holds_word
from annotate.rules.parks import known_park, named_park, named_zones, placed_parks
from annotate.rules.places import named_from, place_chains
from annotate.rules.registry import Context, rule
from annotate.rules.sites import bare_town, invented_town, port_or_road, site, town

_OFFICE = (
    r"(?:常委会|常务会|办公厅|办公室|宣传部|组织部|统战部|政法委|台办|编办|农办|财经办|改革办|研究室|督查室|党校"
    "|(?:全面深化改革|财经|网络安全和信息化|军民融合发展|全面依法治省|全面依法治市|国家安全|外事工作|审计|教育工作|农村工作|人才工作|机构编制)(?:委员会|领导小组)(?:办公室)?)?"
)
_COMMITTEE = re.compile(rf"(?:(?<=新区)区|党)?委(?![员托派任培])(?:[省市区县州旗]政府|{_OFFICE})")
_PARTNER = re.compile(r"[、和及](?:省|市|区|县|州|自治区)(?:人民)?(?:政府|人大|政协)(?:办公厅|办公室)?")
_BUREAU = re.compile(
    "办公厅|(?:(?![副的和与在等]|原(?!材料)|有关|相关)[\u4e00-\u9fff]){2,8}?(?<![公上各])司(?![长令法机级局])(?:[\u4e00-\u9fff]{2,6}处(?=副?处长))?"
    "|(?![和与及副])(?:(?![的在等长])[\u4e00-\u9fff]){2,10}(?:司(?=副?司长)|局(?=副?局长|政委))"
)
_BANK_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:中心支行|分行|支行|营业管理部)|总行")
_LONGER = ("门", "事处", "员会", "势", "面", "长", "学")
"""What makes a longer word of what looks like an organ: 财政部门, 高中办学."""
_TOWN_ORGAN = re.compile("党工委|党委|(?:人民)?政府|办(?:事处)?")
_DESK = re.compile(
    "(?<=公安局)(?:(?![联会和与及的在])[\u4e00-\u9fff]){2,6}?分局"
    "|(?:(?![的在和于以局厅部委处])[\u4e00-\u9fff]){2,9}"
    "(?:处(?=副?处长|[，。、（(]|联合|主办|共同)|科(?=副?科长|[一二三四]级主[任办]))"
)
"""A part of a department, where somebody holds an office in it."""
_CUSTOMS = re.compile("海关(?!总署)")
_FORMAL = re.compile("委员会(?!委员|主任)")
_RANKS = re.compile("[省市区县州级各个全本我两一二三四五六七八九十与和、]")
_DISTRICT = r"(?:[（(][\u4e00-\u9fff]{2,4}[)）])?"
_ARM = re.compile("(?:税务|监管|监察|管理|海事)局|(?:监管)?分局|分行|总部|中心支行|调查总?队")
"""What the centre has in a province or a park, behind their name."""
_STATE = re.compile("(?:中国|中华人民共和国)$")
_ANYBODYS = re.compile(r"(?:地方|等地|各[地级省市区县国]*|[这那哪几多两\d]家|多国|全球|海外|外国|他国|主要)$")
_OWN_RANKS = ("省", "市", "县", "州", "区", "自治区")
_STATE_BUREAU = re.compile("(?<=[、，。（(])(?:(?![公的在与和各等由、，])[\u4e00-\u9fff]){3,10}司(?=副?司长)")
_SUCCESSION = re.compile("[省市县州区][一二三四五六七八九十]+届人大(?:常委会)?")
_OFFICER = re.compile(
    "(?:原|党组|党委|副|常务|[一二]级)*(?:局长|厅长|主任|书记|处长|检察长|院长|巡视员|负责人|相关|有关|党组|牵头|决定|领导|提出)"
)
_COMMITTEE_HEAD = re.compile("(?<=[区城园港岛带谷镇湖山])(?:党工委|管委会|管理委员会)")
_PARK_ORGAN = re.compile(rf"{_DISTRICT}(?:党工委(?:管委会)?|管委会?(?:党工委)?|管理委员会|工委|党委|区委)(?:办公室)?")


@rule("GOV", priority=2, score=0.96)
def central_organ(context: Context) -> Iterator[tuple[int, int]]:
    """Find the centre's organs and their bureaus.

    >>> from annotate.rules.registry import found
    >>> found(central_organ, "党中央、工业和信息化部装备工业一司和商务部办公厅，地方国资委")
    ['党中央', '工业和信息化部装备工业一司', '商务部办公厅']
    """
    text = context.text
    for hit in context.hits["organs_central"]:
        anybodys = _ANYBODYS.search(text, max(hit.start - 6, 0), hit.start)
        meeting = text.endswith("政治局会议", 0, hit.end + 2)
        if not anybodys and not meeting and not text.startswith(_LONGER, hit.end):
            bank = text.endswith("人民银行", 0, hit.end)
            bureau = (_BANK_BRANCH if bank else _BUREAU).match(text, hit.end)
            state = _STATE.search(text, max(hit.start - 7, 0), hit.start)
            yield state.start() if state else hit.start, bureau.end() if bureau else hit.end


@rule("GOV", priority=3, score=0.96)
def central_arm(context: Context) -> Iterator[tuple[int, int]]:
    """Find what the centre's organs have in a province or a park.

    >>> from annotate.rules.registry import found
    >>> found(central_arm, "国家税务总局福建省税务局和国家税务总局两江新区税务局，国家税务总局")
    ['国家税务总局福建省税务局', '国家税务总局两江新区税务局']
    """
    chains = ((place.start, place.end) for place in place_chains(context))
    ends = dict(sorted((*known_park(context), *placed_parks(context), *chains)))
    for hit in context.hits["organs_central"]:
        if hit.end in ends and (arm := _ARM.match(context.text, ends[hit.end])):
            yield hit.start, arm.end()


@lru_cache(maxsize=1)
def _chain_starts(context: Context) -> dict[int, int]:
    """Map where a chain of places ends to where it starts."""
    return {chain.end: chain.start for chain in place_chains(context)}


@lru_cache(maxsize=1)
def _departments(context: Context) -> tuple[Span, ...]:
    """Return the departments that the lexicon lists, with the part of them where somebody holds an office."""
    hits = context.hits["organs_local"]
    return tuple(replace(hit, end=_desk_end(context.text, hit.end)) for hit in hits)


def _desk_end(text: str, end: int) -> int:
    """Return where the part ends that is named behind a body, or the body's own end."""
    desk = _DESK.match(text, end)
    return desk.end() if desk else end


@lru_cache(maxsize=1)
def _placed_organs(context: Context) -> tuple[tuple[int, int], ...]:
    """Return departments and party committees that stand behind their place, from left to right."""
    starts, text = _chain_starts(context), context.text
    found = [(starts[hit.start], hit.end) for hit in _departments(context) if hit.start in starts]
    for end, start in starts.items():
        if text[end - 1] in "省市区县州旗盟" and (match := _COMMITTEE.match(text, end)):
            found.append((start - 2 * text.endswith("中共", 0, start), match.end()))
        elif text.endswith(("中共", "政协"), 0, start) and (match := _FORMAL.match(text, end)):
            found.append((start - 2, match.end()))
    return tuple(sorted(set(found)))


@rule("GOV", priority=2, score=0.95)
def placed_organ(context: Context) -> Iterator[tuple[int, int]]:
    """Find organs behind the name of their place.

    >>> from annotate.rules.registry import found
    >>> found(placed_organ, "由广东省广州市工业和信息化局主办，重庆市委办公厅和中共广州市委员会印发")
    ['广东省广州市工业和信息化局', '重庆市委办公厅', '中共广州市委员会']
    """
    yield from _placed_organs(context)


@rule("GOV", priority=2, score=0.9)
def customs_house(context: Context) -> Iterator[tuple[int, int]]:
    """Find the customs of a port or an airport.

    >>> from annotate.rules.registry import found
    >>> found(customs_house, "深圳宝安机场海关和天津港海关放行，海关总署")
    ['深圳宝安机场海关', '天津港海关']
    """
    for start, end in sorted({*site(context), *port_or_road(context), *placed_parks(context)}):
        if match := _CUSTOMS.match(context.text, end):
            yield start, match.end()


@rule("GOV", priority=2, score=0.84)
def partner_organ(context: Context) -> Iterator[tuple[int, int]]:
    """Find the government named in one breath with a party committee, and the other name of a department.

    >>> from annotate.rules.registry import found
    >>> found(partner_organ, "认真贯彻甘肃省委、省政府印发的方案，佛山市市场监管局（知识产权局）")
    ['省政府', '知识产权局']
    """
    departments = {hit.start: hit.end for hit in _departments(context)}
    for _, end in _placed_organs(context):
        other = departments.get(end + 1, end)
        if context.text[end : end + 1] + context.text[other : other + 1] in ("（）", "()"):
            yield end + 1, other
        if match := _PARTNER.match(context.text, end):
            yield end + 1, match.end()


@rule("GOV", priority=3, score=0.93)
def park_organ(context: Context) -> Iterator[tuple[int, int]]:
    """Find the committees that run a park.

    >>> from annotate.rules.registry import found
    >>> found(park_organ, "广州高新区党工委、清远高新区管委会")
    ['广州高新区党工委', '清远高新区管委会']
    """
    departments = {hit.start: hit.end for hit in _departments(context)}
    parks = {*placed_parks(context), *known_park(context), *named_zones(context), *named_park(context)}
    for start, end in sorted(parks):
        if match := _PARK_ORGAN.match(context.text, end):
            yield start, _desk_end(context.text, match.end())
        elif departments.get(end, end) - end > 2:
            yield start, departments[end]


@rule("GOV", priority=2, score=0.9)
def zone_committee(context: Context) -> Iterator[tuple[int, int]]:
    """Find the committee that runs what a place has, of whatever kind.

    >>> from annotate.rules.registry import found
    >>> found(zone_committee, "泰安市徂徕山风景名胜区管委会，各功能区管委会")
    ['泰安市徂徕山风景名胜区管委会']
    """
    for head in _COMMITTEE_HEAD.finditer(context.text):
        start = named_from(context, head.start())
        if start is not None:
            yield start, head.end()


@rule("GOV", priority=3, score=0.9)
def town_organ(context: Context) -> Iterator[tuple[int, int]]:
    """Find the committee, the government or the office of a town.

    >>> from annotate.rules.registry import found
    >>> found(town_organ, "杭州市余杭区仓前街道党工委书记，余杭区仓前街道办事处")
    ['杭州市余杭区仓前街道党工委', '余杭区仓前街道办事处']
    """
    for start, end in sorted({*town(context), *bare_town(context), *invented_town(context)}):
        if match := _TOWN_ORGAN.match(context.text, end):
            yield start, match.end()


@rule("GOV", priority=3, score=0.85)
def unlisted_organ(context: Context) -> Iterator[tuple[int, int]]:
    """Find a department behind a division that no list has.

    >>> from annotate.rules.registry import found
    >>> found(unlisted_organ, "7月18日，青禾市统计局发布数据，各市财政局和重点城市统计局")
    ['青禾市统计局']
    """
    starts, text = _chain_starts(context), context.text
    for hit in _departments(context):
        rank = hit.start - 1
        if hit.start not in starts and text[max(rank, 0) : hit.start] in tuple("市县区州"):
            start = name_start(context, rank, 4)
            core = text[start:rank]
            if len(core) in (2, 3) and opens(context, start) and not holds_word(core) and not _RANKS.search(core):
                yield start, hit.end


@rule("GOV", priority=2, score=0.6)
def relative_organ(context: Context) -> Iterator[tuple[int, int]]:
    """Find a department or an assembly named by its rank alone.

    >>> from annotate.rules.registry import found
    >>> found(relative_organ, "记者从市统计局获悉，市科技局副局长，市十六届人大常委会，公园城市建设局")
    ['市统计局', '市科技局', '市十六届人大常委会']
    """
    starts, text = _chain_starts(context), context.text
    for hit in _departments(context):
        rank = hit.start - (3 if text.endswith("自治区", 0, hit.start) else 1)
        alone = hit.start not in starts and text[max(rank, 0) : hit.start] in _OWN_RANKS and opens(context, rank)
        ends = text[hit.end - 1] in "厅局委会院队处科部办室指门" and (
            closes(context, hit.end) or _OFFICER.match(text, hit.end)
        )
        if alone and ends and not _ANYBODYS.search(text, max(rank - 6, 0), rank):
            yield rank, hit.end
    for pattern in (_SUCCESSION, _STATE_BUREAU):
        yield from (match.span() for match in pattern.finditer(text) if opens(context, match.start()))
