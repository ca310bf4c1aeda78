"""POLICY: plans, actions and mechanisms in quotes, what is implemented, laws."""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotate.rules.phrases import phrase_start
from annotate.rules.registry import Context, rule

_FIVE_YEAR_PLAN = re.compile(
    r"(?:“十[一二三四五六]五”|(?<!“)十[一二三四五六]五)(?:[^，。、；：“”《》（）()\n的]{0,18}?规划(?:纲要)?)(?!建设|引领|好)"
)
_ACTION = (
    r"(?:专项行动|战略行动|三年行动(?:方案|计划)?|行动(?:方案|计划|(?!态))|(?:三年|倍增|培育|提升|专项|实施|跃升|英才|人才)?计划|工程(?![师机技学量建项款])"
    r"|(?:发展)?(?<!为)战略(?!行动|提升|实施)(?![性部目定合高要布支决重科引人资储思投规背机腹伙地核潜轰])|倡议(?!书)|(?:美好)?蓝图|改革(?:(?:实施)?方案)?(?![开发创试红的方])|攻坚战|大会战|保卫战)"
)
_OUTSIDE = (
    "[的了是和等为在与将已被对向把]|实施|推进|推动|打造|开展|形成|构建|深化|加快|聚焦|围绕|支持|制定|出台|"
    "时期|期间|沿线|目标|定位|理念|思路|要求|精神|格局|进行(?!动)|相关|立即|报告"
)
_QUOTED_ACTION = re.compile(
    rf"(?:“(?!十[一二三四五六]五)[^“”\n]{{1,24}}”){{1,2}}(?:(?!{_OUTSIDE})[^，。、；：“”《》（）()\n]){{0,10}}?"
    rf"(?:{_ACTION}|(?:提升机制|制度|工作法|服务体系|改造|(?:系列|专项|主题|对接|促销|惠民|路演|主场|推介)活动)(?!平台|改革))"
)
_PREFIX = re.compile(
    r"(?:实施|开展|启动|深化|拓展|推进|落实|打好|打赢|出台|推出|制定|印发|发布)++了?+([一-鿿]{2,10})\Z"
)
_CLAUSES = re.compile(r"新?双?[一二三四五六七八九十\d]+条")
_SUBJECT = re.compile(
    "^集群$|当家|工业|行业|省|市|区|县(?!域)|全|新一轮|国家|以|的|了|好|重点|领域|各|本|(?<!少)(?<!青)年"
)
_WHOLLY_QUOTED = re.compile(
    rf"“(?:实施|推进|开展|深化|落实)?((?!(?:形象|政绩|面子|烂尾)工程)[^“”\n]{{1,16}}(?:{_ACTION}|专项|[^限体机管控编法强建]制|制度|[^信借放房eE]贷|[^环担社确保医低劳]保|政策包|[一二三四五六七八九十\d]条|(?<!作战)(?<!施工)(?<!解决)(?<!中国)方案))”(?!定位|目标|布局|精神|高地)"
)
_UNQUOTED = _ACTION.replace("|改革(?:(?:实施)?方案)?(", "|(?:改革(?:实施)?方案|(?<![体机税])制改革)(").replace(
    "工程(",
    "(?:培育|提升|倍增|强链|强基|惠民|振兴|引育|培优|赋能|示范|攻坚|攻关|补链|延链|富民|安居|育才|英才|领航|护航|扩容|提质|增效|跃升|壮大|素质|品牌|创新|再造|引航|领跑|集聚|驱动|优化|登高|攀登|聚才|汇智|筑基|固链|强企|兴企|蓄能|跨越|突破|转型|升级|树人|促进|传承|传播|培养|扶贫|焕新|教育|创作|发展|强省|稳价|增收|弘扬|激活|照护|补短板|扶持|铸魂|扩面|助企|圆梦|探源|乡风建设|财源建设)工程(",
)
_IMPLEMENT = re.compile(
    r"(?:实施|推进|开展|启动|推行|实行|贯彻|落实|响应|融入|对接|编制|制定|新设|承担|打好|打响|深化|升级|组织|出台|发布(?!会)|印发|推出|打赢)"
    r"(?:好|了|到|并实施|第[一二三四五六七八九十]+批|落实|实施|开展|国家|推进|对接|升级|集群|打赢|新一轮|一[次场项]|第[一二三四五六七八九十]+[次轮])*"
    rf"((?:[^，。；：！？“”《》\s\d的了等]|(?<=[高中初平])等){{2,26}}?(?:{_UNQUOTED}|行动方案|(?<!具体)(?<!相关)实施意见|指导意见|(?<!具体)实施方案|(?<!具体)(?<!相关)工作方案|若干措施|若干政策|管理办法|暂行办法|产业地图|导向目录|发展规划|总体规划|专项规划|重大专项|(?:改革|管理)试点(?![单企省市区城地县项])|(?:集中|专项)整治(?!行动|工作组)|条例))"
)
_INNER_VERB = re.compile(".*(?:开展|组织实施|打赢|提出|参与|(?<!推进)(?<!的)实施(?!意见|方案|办法|细则|条例))")
_FURTHER = re.compile(rf"[、和]((?:[^，。；：！？“”《》\s\d、的了等]|(?<=[高中初平])等){{2,22}}?{_UNQUOTED})")
VAGUE = re.compile(
    r"^(?:一批|以下|下列|如下|三年|五年|百日|新一轮|大项目|人才|党和国家|企业|公司|自身|扩产|回购|增持|减持|相应|一揽子|重大|重点|各项|各类|相关|有关|系列|年度|具体|这一|该|此|本|各|上述|若干|全市|全省|全面|在建|技改|配套|公益|惠民|民生|具有高度|募捐|整体上市|百年|日常|"
    r"土地|建设|施工|国家|重要|基础|部分|三大|五大|项目|技术|政府|产业|以|对|为|与|其|建筑|土建|投资|生产|经营|工作|建立|形成|发展|两国|双方|保护|培训|训练|帮扶)*"
    r"(?:行动|计划|工程|战略|改革|行动计划|行动方案|发展战略|建设工程|实施意见|指导意见|实施方案|工作方案|若干措施|若干政策|管理办法|产业地图|发展规划|总体规划|专项规划|条例|重大专项|专项行动|三年行动|三年行动计划|提升行动)$"
    "|.*(?:实际|军事|反攻|暴力|特别|巡逻|救灾|救援|搜救|(?:联合|专项|巡航)执法|抓捕|收网|追逃|夜查)行动$|.*这一计划$|(?:省级|国家|综合|相关|重点)*(?:改革|管理)试点$"
)
DISCIPLINE = re.compile(
    "(?:生物|化学|软件|代谢|酶|基因|细胞|组织|反应器|产品|机械|材料|环境|土木|电气|电子|信息|控制|交通|食品|医学)(?:科学|技术)?与?工程$"
)
_NUMBERED = re.compile(
    r"(?<![一二三四五六七八九十])[三四五六七八九十]大(?!精神)[一-鿿]{0,4}?(?:工程(?![师机技学])|行动|计划|战略(?![性部目]))(?!”?定位)"
)
_NAMED_TAIL = re.compile(
    r"(?:提升|专项|攻坚|培育|促进|示范|创新|清洁|更新|建设|整治|治理|倍增|培优|惠民|赋能|绿化|绿色|便民|服务)?(?:三年|五年)?行动(?:方案|计划)(?!书)"
    r"|(?:提升|攻坚|倍增|培育|专项整治|整治|清洁|倍增|培优|便利化|治理)(?:专项|三年|五年|提升)?行动(?![计方者力起])"
    r"|(?:三年|专项)行动(?![计方者力起])"
    r"|(?:倍增|培育|引育|英才|跃升|振兴|培优|提升|攻关|领航|赋能)计划(?![单表])"
    r"|(?:促进|保护|保障|管理|监督|发展|振兴|防治|投资|就业促进|竞争)(?:法|条例)(?![律院治规官人务])|(?<!排放)(?<![司违执立])法案(?![例件情])|综合(?:改革)?试点(?![省市区城地县项工])"
)
_BARE_TAIL = re.compile(
    r"(?:[一二两三四五六七八九十\d]+[个项大]|一系列|系列|多项|各项|有关|相关|上述|这些|该|此|本|其|等|一|地方|法律"
    r"|按照|依据|国家|省级|部分|[本此这]次|五年|三年|新一轮|违法犯罪)*\Z"
)
_COUNTED = re.compile("抓好|就?(?:一|第[一二三四五六七八九十]+)[项份部个]")
_SYSTEM = re.compile(
    r"(?:推行|实行|试行|执行|探索建立|创新建立)(?:了|“)?((?:(?!的)[一-鿿＋+]){3,16}?(?:制度|"
    r"(?<![体机管控编法强建全股轨限])制(?![定造度约作成品剂]))|[一-鿿]{2,6}[（(][一-鿿]{2,4}[）)][一-鿿]{2,6}制度)"
    r"(?=[，。；、]|和|改革)"
)
_ALSO_QUOTED = re.compile(
    r"”(?:[、和与及]|以及)?“([^“”\n，。；]{2,12})”(?![^，。；、“]{0,4}(?:平台|系统|企业|园|区|品牌|机构|模式|规划))"
)
_MECHANISM = ("”", "机制", "制度", "方式", "改革")
_UNMISTAKABLE = re.compile(
    "一带一路|以旧换新|供给侧结构性改革|全国两会|带量采购|揭榜挂帅|医保谈判|国常会"
    "|区域全面经济伙伴关系协定|RCEP|CEPA|健康中国|营改增|枫桥经验|中央一号文件"
    "|中央经济工作会议|中央八项规定|扫黑除恶|房住不炒|碳减排支持工具|能耗双控|碳排放双控|供给侧改革"
    "|注册制改革|西电东送|东数西算|先照后证|药品集中带量采购|消费品以旧换新|中央生态环保督察"
    "|多证合一|首贷培植|智改数转|智改数转网联|亩均论英雄|免申即享|即申即享|拿地即开工|最多跑一次|放管服|一网通办|一网统管|证照分离|双随机、一公开"
    "|中(?:共中)?央政治局(?:常委会)?会议|中央(?:农村|城市|金融)工作会议|金砖国家合作机制|双减|个转企|小升规|爱国卫生运动|一国两制|“三北”工程|三北工程"
    "|跨省通办|保交楼|保交房|零基预算改革|四好农村路|港澳药械通|港车北上|澳车北上|粤车南下|厕所革命|长江十年禁渔|退耕还林还草|三支一扶"
    "|首违不罚|一业一证|一照多址|县管校聘|三线一单|万企兴万村|扫黄打非|利剑护蕾|雪亮工程|希望工程|就业优先政策"
    "|中央生态环境保护督察|百县千镇万村高质量发展工程|新时代“枫桥经验”|服务业扩大开放综合试点|全国要素市场化配置综合改革试点"
)
_NO_LAW = re.compile("[人务律院官治制理案]|规(?!定)|定(?:代|职|义|程)|学")


@rule("POLICY", priority=3, score=0.93)
def five_year_plan(context: Context) -> Iterator[tuple[int, int]]:
    """Find five-year plans, whose quotes belong to the name.

    >>> from annotate.rules.registry import found
    >>> found(five_year_plan, "对标“十四五”规划，“十三五”期间")
    ['“十四五”规划']
    """
    for match in _FIVE_YEAR_PLAN.finditer(context.text):
        yield match.span()


@rule("POLICY", priority=3, score=0.75)
def quoted_action(context: Context) -> Iterator[tuple[int, int]]:
    """Find actions and projects whose name begins in quotes and ends behind them.

    >>> from annotate.rules.registry import found
    >>> found(quoted_action, "实施“瑶湖英才”计划，开展“三品”质量提升行动")
    ['“瑶湖英才”计划', '“三品”质量提升行动']
    """
    for match in _QUOTED_ACTION.finditer(context.text):
        prefix = _PREFIX.search(context.text, max(0, match.start() - 12), match.start())
        plain = prefix is None or _SUBJECT.search(prefix.group(1))
        yield match.start() if prefix is None or plain else prefix.start(1), match.end()
        further = _FURTHER.match(context.text, match.end())
        while further:
            yield further.span(1)
            further = _FURTHER.match(context.text, further.end())


@rule("POLICY", priority=3, score=0.8)
def wholly_quoted_action(context: Context) -> Iterator[tuple[int, int]]:
    """Find actions and mechanisms that stand wholly in quotes.

    >>> from annotate.rules.registry import found
    >>> found(wholly_quoted_action, "开展集群企业“携手行动”，推行“链长制”")
    ['携手行动', '链长制']
    """
    for match in _WHOLLY_QUOTED.finditer(context.text):
        if DISCIPLINE.search(match.group(1)):
            continue
        yield _with_topic(context.text, match)
        further = _ALSO_QUOTED.match(context.text, match.end() - 1)
        while further:
            yield further.span(1)
            further = _ALSO_QUOTED.match(context.text, further.end() - 1)


def _with_topic(text: str, quoted: re.Match[str]) -> tuple[int, int]:
    """Return what stands in quotes; a mere count of clauses has its topic before it: 惠商“20条”."""
    prefix = _PREFIX.search(text, max(0, quoted.start() - 14), quoted.start())
    if prefix and _CLAUSES.fullmatch(quoted.group(1)):
        return prefix.start(1), quoted.end()
    return quoted.span(1)


@rule("POLICY", priority=3, score=0.85)
def mechanism(context: Context) -> Iterator[tuple[int, int]]:
    """Find widely known strategies and mechanisms wherever they stand.

    >>> from annotate.rules.registry import found
    >>> found(mechanism, "通过“揭榜挂帅”方式，落实乡村振兴战略")
    ['揭榜挂帅', '乡村振兴战略']
    """
    for hit in context.hits.get("policies", ()):
        shown = context.text.startswith(_MECHANISM, hit.end) or context.text[hit.end - 1] in "略动战制度保贷划项"
        law = context.text[hit.end - 1] in "法典" and not _NO_LAW.match(context.text, hit.end)
        if shown or law or _UNMISTAKABLE.fullmatch(context.text, hit.start, hit.end):
            yield hit.start, hit.end


@rule("POLICY", priority=3, score=0.75)
def implemented_action(context: Context) -> Iterator[tuple[int, int]]:
    """Find unquoted actions, projects and strategies behind a verb of carrying out.

    >>> from annotate.rules.registry import found
    >>> found(implemented_action, "深入实施创新驱动发展战略，推进重大工程")
    ['创新驱动发展战略']
    """
    for match in _IMPLEMENT.finditer(context.text):
        item: re.Match[str] | None = match
        while item:
            start = item.start(1) + _list_offset(item.group(1))
            if item.end() - start > 3 and not VAGUE.match(context.text[start : item.end()]):
                yield start, item.end()
            item = _FURTHER.match(context.text, item.end())


def _list_offset(name: str) -> int:
    """Return where the last item of a list begins; clauses of four characters are one name."""
    verb = _INNER_VERB.search(name)
    if verb:
        return verb.end()
    parts = name.split("、")
    if len(parts) > 1 and all(len(part) == 4 for part in parts[:-1]):
        return 0
    return max(name.rfind(mark) + 1 for mark in "、及")


@rule("POLICY", priority=2, score=0.75)
def named_action(context: Context) -> Iterator[tuple[int, int]]:
    """Find actions, plans and laws by a last word that only names have, wherever a name stands before it.

    >>> from annotate.rules.registry import found
    >>> found(named_action, "河湖整治提升行动收官，三年行动计划印发")
    ['河湖整治提升行动']
    """
    for match in _NAMED_TAIL.finditer(context.text):
        start = phrase_start(context, match.start(), 20)
        if counted := _COUNTED.match(context.text, start, match.start()):
            start = counted.end()
        if start < match.start() - 1 and not _BARE_TAIL.fullmatch(context.text, start, match.start()):
            yield start, match.end()


@rule("POLICY", priority=3, score=0.75)
def system(context: Context) -> Iterator[tuple[int, int]]:
    """Find systems that are put into practice.

    >>> from annotate.rules.registry import found
    >>> found(system, "推行数据（产品）登记制度，探索实行高级职称申报举荐制。")
    ['数据（产品）登记制度', '高级职称申报举荐制']
    """
    for match in _SYSTEM.finditer(context.text):
        yield match.span(1)


@rule("POLICY", priority=3, score=0.8)
def numbered_actions(context: Context) -> Iterator[tuple[int, int]]:
    """Find programmes that are named by their number.

    >>> from annotate.rules.registry import found
    >>> found(numbered_actions, "深化升级十大惠民工程，实施八大工程")
    ['十大惠民工程', '八大工程']
    """
    for match in _NUMBERED.finditer(context.text):
        yield match.span()
