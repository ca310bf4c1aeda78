"""HONOR: recognised kinds of enterprise, platform and base, with the level and batch before and the noun behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.phrases import one_of
from annotate.rules.registry import Context, rule

_PROVINCE = one_of("provinces")
_REGION = (
    rf"(?:(?:{_PROVINCE})省|(?:北京|天津|上海|重庆)市|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区"
    rf"|(?:{_PROVINCE}|北京|天津|上海|重庆|内蒙古|广西|西藏|宁夏|新疆)(?=[省市区]级))"
)
_BATCH = r"(?:首批|第[一二三四五六七八九十]{1,3}[批届])?"
_LEVEL = re.compile(
    rf"{_BATCH}(?:{_REGION}?(?:(?:国家|世界|[省市区县部州]|自治区)级(?:以上)?|国家|(?<!族)自治区|(?<![全我本该各国])省)?"
    rf"|{_REGION}重点产业链|市州)?{_BATCH}"
    r"(?:规模以上工业|规上工业|制造业|潜在|科技型|数字化|智能制造|工业|市场监管|民营){0,2}\Z"
)
_NOUN = re.compile(
    r"[“‘\"]?(?:重点)?[“‘\"]?小巨人[”’\"]?|(?:示范|培育|产品|试点|优势|入库|领军|标杆|中小|中小型|科技|创新|龙头|重点)*(?:企业(?!家)|称号|工厂|车间|基地|园区|示范区|试点)"
    r"|(?:突出贡献|优秀|[特一二三金银铜]等?)奖|（(?:含[^（）]{1,4}|基地|产品)）"
)
_BODY = r"(?:[^，。；：！？、“”《》（）()\s\d的了和与及在为达或是等]|“[^“”]{1,8}”)"
_PLATFORM = (
    r"(?:(?:示范|龙头|领军|优势|冠军|“小巨人”)企业|中心(?!城)|产业集群|集群|示范基地|产业基地|产业化基地|创业基地|基地|示范园区|工厂|车间|园区(?!域)|平台|载体|实验室|工作站|示范区|"
    r"试验区|综试区|试点城市|示范[县市村镇]|样板县|示范片区|集聚区|度假区|孵化器|(?<!医疗)(?<!金融)(?<!服务)机构|众创空间|研究院|联合体|先导区|企业(?=[\W\d]|[和及与共达]|称号|名单|标准|认定|培育|总数|数量))"
    r"(?:集群|试点|企业)?"
)
_LEVELLED = re.compile(
    rf"(?:(?:国家|世界|[省市区]|自治区)级(?!别|领导|以上|层面|部门|财政|人民|单位|机关|政府|专项|人才|世界|国家|[省市区])|国家第[一二三四五六七八九十]+批)"
    rf"(?:(?!建立|设立){_BODY}){{0,18}}?{_PLATFORM}"
    rf"|(?:(?<![一-鿿])|(?<=\d[个家]))国家(?!级|自主){_BODY}{{2,14}}?(?:示范基地|产业化基地|产业基地|示范园区|特色园区|示范区|示范企业|示范单位|示范城市|示范场景|试点城市|产业集群|中试基地|创新平台)"
)
_REGION_BEFORE = re.compile(rf"(?:{_PROVINCE}|北京|天津|上海|重庆|内蒙古|广西|西藏|宁夏|新疆)\Z")
_AWARDED = re.compile(
    rf"(?:认定为|批准为|确定为|确认为|命名为|评为|列为|列入|授予|荣获|获评|获批(?:建设|创建|开展|成为|为)?|入选|入围|成为(?!全国(?:最|重要|唯一))|获得|升级为|创建|争取|是|争创)(?:了|全省|全市|全国首批|首批|一批)*[“‘]?"
    rf"((?:全国(?!首个|最|唯一)|国家|{_REGION}(?!第|首批)){_BODY}{{0,20}}?(?:示范基地|创业基地|产业基地|产业化基地|出口基地|创新基地|基地|示范园区|产业园区|示范区|创新园区|示范企业|领军企业|示范城市|试点城市|承载城市|城市试点|综合试点|改革试点|登记试点|先行区|试验区|集聚区))"
)
_END = r"(?=[，。；、”）)\s和及]|称号|荣誉|名单|$)"
_RECOGNISED = re.compile(
    r"(?:认定为|确认为|命名为|评为|评选为|授予|荣获|获评|获批|入选|入围|获得|跻身|获)(?:了|全国首批|全国首个|首批|首个|\d{4}年度?)*[“‘]?"
    rf"((?:全国(?!首)|国家|中国|世界|全球|{_REGION}){_BODY}{{1,24}}?"
    rf"(?:案例|场景|公园|目的地|区域|平台|机构|单位|集体|品牌|产品|公路|线路|景区|街区|社区|[县市村镇]|城市|试点|集群|中心|实验室|企业|工厂|河湖|名品|人物|工匠|模范|奖[章状杯牌]?)(?:（[县市区省]）)?){_END}"
)
_PRIZED = re.compile(
    rf"(?:荣获|获得|斩获|摘得|夺得|捧得|获(?!得))了?(?:[此本][次届](?:大赛|比赛|竞赛)?)?(?!过|什么|多)((?:(?![年届]){_BODY}){{2,24}}?(?:[特一二三金银铜]等?奖|奖))(?:{_END}|(?=\d))"
)
_QUOTED_TITLE = re.compile(r"((?:“[^“”\n，。；]{2,24}”[、和与及]?)+)等?(?:荣誉|称号|奖项|殊荣|牌匾)")
_QUOTED = re.compile("“([^“”]+)”")
_FURTHER = re.compile(
    rf"(?:、|和|及)([“‘]?{_BODY}{{2,18}}?(?:示范基地|创业基地|产业基地|产业化基地|出口基地|创新基地|基地|示范园区|产业园区|示范区|先行区|先导区|试验区|集聚区|创新园区|示范企业|示范村|(?<!等)城市))(?=[、和及，。；”）\n]|$)"
)
_ABOVE_SCALE = re.compile(
    r"(?:规模以上|规上|限额以上|限上|（限上）)+(?:工业|服务业|建筑业|工业和服务业|制造业|贸易|批零住餐|文化及相关产业|批发零售|商贸|非公工业|民营工业)?(?:中小|小微|民营|外资|重点)?企(?:业(?!家)|事业单位)"
)
_STANDALONE = re.compile(r"(?:中心|实验室|园|区|工作站|孵化器|空间|加速器|工厂|车间|工作室)$")
_LEFT_OPEN = re.compile(r"[^一-鿿]|[有设成的座为是入育个家建和与及进等争合评获批新造创家]")
_ZONES = frozenset(
    f"{level}{kind}"
    for level in ("国家", "国家级", "省级")
    for kind in ("高新区", "经开区", "开发区", "新区", "高新技术产业开发区", "经济技术开发区")
)
_CHAINED = re.compile("[一+＋—-]")
_PRIZE = re.compile(r"(?:、|\d[项个枚])([特一二三]等奖|[金银铜]奖|优秀奖)")


@rule("HONOR", priority=3, score=0.88)
def recognised_kind(context: Context) -> Iterator[tuple[int, int]]:
    """Find a known kind with its level and batch before and its noun behind; quotes around the whole stay out.

    >>> from annotate.rules.registry import found
    >>> found(recognised_kind, "国家级专精特新“小巨人”企业，走“专精特新”道路，云南省级企业技术中心")
    ['国家级专精特新“小巨人”企业', '专精特新', '云南省级企业技术中心']
    """
    text, low = context.text, 0
    figures = {at for figure in context.figures for at in (figure.start, figure.end)}
    for hit in context.hits.get("honours", ()):
        if hit.start >= low:
            end = hit.end if _STANDALONE.search(text, hit.start, hit.end) else _noun_end(text, hit.end)
            bare = text[hit.start : end].strip("“”‘’") == "专精特新"
            start = hit.start if bare else _level_start(text, hit.start, low)
            stated = end + text.startswith(("近", "超", "约", "达"), end) in figures
            if stated or start in figures or _stands_alone(text, start, end, levelled=start < hit.start):
                low = end
                yield _unquoted(text, start, end)


def _stands_alone(text: str, start: int, end: int, *, levelled: bool) -> bool:
    """Tell a title from a piece of an institution's name or of a chain of words."""
    name = text[start:end]
    if name.startswith("高企业") or (
        name == "高企" and (text.startswith("的", end) or text[start - 1] in "格率价本位度期存量额")
    ):
        return False
    levelled = levelled or name.startswith(("国家", "全球", "灯塔")) or "级" in name
    levelled = levelled or text[start - 1 : start] + text[end : end + 1] in ("“”", "‘’")
    if (name == "标杆企业" or name.endswith(("工厂", "车间"))) and not levelled:
        return False
    if not _STANDALONE.search(name) or name in _ZONES:
        return True
    return _CHAINED.match(text, end) is None and (not start or _LEFT_OPEN.match(text, start - 1) is not None)


def _noun_end(text: str, end: int) -> int:
    while match := _NOUN.match(text, end, end + 14):
        end = match.end()
    return end


def _level_start(text: str, start: int, low: int) -> int:
    if text.startswith(("国", "世"), start):
        return start
    match = _LEVEL.search(text, max(low, start - 22), start)
    return match.start() if match and not text.endswith(("全国", "全省", "全市"), 0, match.start()) else start


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out quotes that hold the whole name, or only open or close it."""
    name = text[start:end]
    if name[0] in "“‘" and name[-1] in "”’" and not set(name[1:-1]) & set("“”‘’"):
        return start + 1, end - 1
    return start, end


@rule("HONOR", priority=3, score=0.9)
def above_scale(context: Context) -> Iterator[tuple[int, int]]:
    """Find enterprises above the statistical size when nothing stands between the words.

    >>> from annotate.rules.registry import found
    >>> found(above_scale, "北京市规模以上工业企业实现利润")
    ['规模以上工业企业']
    """
    for match in _ABOVE_SCALE.finditer(context.text):
        yield match.span()


@rule("HONOR", priority=3, score=0.75)
def levelled_platform(context: Context) -> Iterator[tuple[int, int]]:
    """Find what a level word recognises: 国家级…基地, 省级…集聚区, 世界级…集群.

    >>> from annotate.rules.registry import found
    >>> found(levelled_platform, "获批国家级创新型特色产业集群")
    ['国家级创新型特色产业集群']
    """
    for match in _LEVELLED.finditer(context.text):
        region = _REGION_BEFORE.search(context.text, max(0, match.start() - 8), match.start())
        yield region.start() if region else match.start(), match.end()


@rule("HONOR", priority=3, score=0.8)
def awarded(context: Context) -> Iterator[tuple[int, int]]:
    """Find bases and model zones behind a verb of recognition, and those listed after them.

    >>> from annotate.rules.registry import found
    >>> found(awarded, "是河北省软件产业基地、高新技术产品出口基地和服务外包产业示范区。")
    ['河北省软件产业基地', '高新技术产品出口基地', '服务外包产业示范区']
    """
    for match in _AWARDED.finditer(context.text):
        item: re.Match[str] | None = match
        while item:
            yield item.span(1)
            item = _FURTHER.match(context.text, item.end())


@rule("HONOR", priority=3, score=0.85)
def further_prize(context: Context) -> Iterator[tuple[int, int]]:
    """Find the classes of a prize that are listed after its first.

    >>> from annotate.rules.registry import found
    >>> found(further_prize, "国家科学技术进步奖二等奖9项、三等奖1项")
    ['三等奖']
    """
    for match in _PRIZE.finditer(context.text):
        yield match.span(1)


@rule("HONOR", priority=3, score=0.75)
def title_of_honour(context: Context) -> Iterator[tuple[int, int]]:
    """Find what somebody is given: titles of the nation or a province, prizes, titles in quotes.

    >>> from annotate.rules.registry import found
    >>> found(title_of_honour, "入选全国低碳治理典型案例，荣获云川杯金奖，获“云川先锋”“青禾标兵”称号")
    ['全国低碳治理典型案例', '云川杯金奖', '云川先锋', '青禾标兵']
    """
    for form in (_RECOGNISED, _PRIZED):
        for match in form.finditer(context.text):
            item: re.Match[str] | None = match
            while item:
                yield item.span(1)
                item = _FURTHER.match(context.text, item.end())
    for match in _QUOTED_TITLE.finditer(context.text):
        for quoted in _QUOTED.finditer(context.text, *match.span(1)):
            yield quoted.span(1)
