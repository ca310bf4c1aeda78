"""PRODUCT: brands, models, named platforms and funds."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from annotate.rules.boundaries import starting, whole_words
from annotate.rules.phrases import phrase_start
from annotate.rules.registry import Context, rule

_BRANDS = re.compile(
    r"以?((?:“[^“”\n]{1,10}”[、和与及]?){1,10})等?(?:为代表的|为主的|系列)?[^，。；、“”\n与和及争党的]{0,8}?品牌"
)
_BRAND = re.compile(r"“([^“”\n]{1,10})”")
_PLATFORM = re.compile(
    r"“(?![\d+＋NX]+”)[^“”\n]{3,14}”(?!中小企业[提入]|企业[提入]|建设|主)[^，。；：、“”「」《》（）()\n的了和在与是由等为以有基于]{0,14}?(?:平台|系统|小程序|大模型|软件|智能体)(?![企商公司经])"
)
_CRAFT = re.compile(r"“[^“”\n，。；]{2,8}”号(?![召线码文楼店别角称段院])")
_PLATFORM_QUOTED = re.compile(
    r"“([^“”\n，。；]{1,12}(?:(?<!软)(?<!硬)(?<!新)(?<!大)(?<!一)平台|(?<!生态)系统|小程序|大模型|[Ee](?:贷|融)|(?<!字)(?<!型)(?<!信)(?<!账)(?<!称)(?<!一)号|云|(?<!最强)(?<!数字)大脑|超市|(?<!密)码|App|APP))”(?!行动|计划|工程)"
)
_TYPE = re.compile(
    r"(?<![A-Za-z0-9.\-])(?!(?:ISO|IATF|GB|AS|IP|IPC|PM|CO|USB|DDR|LPDDR|HDR|[ABCDGKTYZ])-?\d{1,4}(?:列车|动车|高铁|飞机|[^A-Z0-9a-z-]{0,2}级))"
    r"[A-Z][A-Za-z]{0,5}-?\d{1,4}[A-Z]{0,2}(?=(?:[、和][A-Z][A-Za-z]{0,5}-?\d{1,4}[A-Z]{0,2}){0,5}\x20?等?(?:型|系列)?(?:图形处理|智能|人工智能|车规级)?(?:芯片|处理器|发动机|飞机|直升机|无人机|客机|货机|动车组|机车|车型|轿车|皮卡|重卡|卡车|客车"
    r"|机器人|火箭|卫星|飞船|操作系统|大模型|光刻机|起重机|挖掘机|盾构机|拖拉机|压缩机|燃气轮机|飞行器|雷达|显卡|传感器))"
)
_MODEL = re.compile(
    r"(?:运|歼|直|轰|神舟|天舟|嫦娥|长征|天问|北斗|玉兔|羲和|墨子|空客|波音|麒麟|骁龙|鸿蒙|昇腾|鲲鹏|问界|理想|蔚来|小鹏|极氪|零跑|哪吒|阿维塔|智己|岚图|红旗|腾势|智界|享界|昊铂|极狐|华龙|国和|祖冲之|九章|本源悟空)"
    r"(?:[一二三四五六七八九十]{1,3}号|-?[A-Z]{0,3}\d{1,4}[A-Z]{0,2}(?:\x20?Gen\x20?\d)?(?![\d%亿万元家个年月日.])|[A-Z]\d)(?:飞机|客机|号)?"
)
_CARD = re.compile(r"[GR](?<![A-Za-z].)(?:(?<=G)eForce\x20[GR])?TX\x20?\d{2,4}(?:\x20?(?:Ti|SUPER|Super|系列))?(?!\d)")
_DEVICE = re.compile(
    r"(?!\x20[A-Z]\d)\x20?(?:(?!(?:[QHLAB][1-9]|FY\d+|B2[BC]|TOP\d+|PM2|[AB]20\d\d|(?:MTN|SCP|PPN)\d+)(?![A-Za-z0-9]))[A-Z][A-Za-z]{0,9}(?:\x20[A-Z][a-z]{1,6})?[\x20-]?\d{1,4}[A-Za-z]{0,2}"
    r"|\d{1,2}(?=\x20(?:Pro|Max|Plus|Ultra|Air|SE|Lite)))(?:\x20(?:Pro|Max|Plus|Ultra|Air|SE|Lite|Mini))*(?![A-Za-z0-9.%％+])"
)
_PLACE_BRAND = re.compile(
    "“((?!中国|全球|世界|国家|国际)[一-鿿]{2,4}(?:制造|智造|质造|服务|优品|好品|优选|优农|味道|礼物|礼品|有礼))”"
)


_ARCHITECTURE = re.compile(
    r"(?<![A-Za-z0-9\-])(?!(?:[A-Z]|A?IoT|AI|IT|ICT|[VAXM]R|[SPI]aaS|OTA|IP|ERP|MES|CRM|BIM|GIS|OA|App|APP|[CGN]PU|OLED|EEA?|PLC|BMS|PC)\x20?[一-鿿])"
    r"[A-Z][A-Za-z]{1,14}(?:[-+\x20]?[A-Z0-9+][A-Za-z0-9+]{0,10}){0,2}\x20?(?:架构|框架|平台|操作系统|引擎|大模型|体系)(?![化设建搭])"
)
_EDITION = re.compile(
    r"(?:(?<=班列)(?:（“?[一-鿿—-]{2,8}”?）|\(“?[一-鿿—-]{2,8}”?\))|(?<=[A-Za-z])(?:\x20?(?:\d{1,2}(?!\d|\.\d|[年月日万亿家个款%])|Pro|Max|Plus|Ultra|Air|[Mm]ini|SE|One|Series|[XS])(?![A-Za-z])){1,4}|A[Pp][Pp]|(?<=[一-鿿])\x20?(?:[Mm]ini|MINI|Pro|Plus|PLUS|Max|MAX)(?:\x20?EV)?(?![A-Za-z])|\d\.\d版本|(?<=龙)[—-]\d[A-Z]?|[甲乙丙丁]?(?:遥[一二三四五六七八九十]{1,3})?(?:运载火箭|智能动车组))?"
)
_TECHNOLOGY = re.compile(
    r"(“(?!卡脖子|一带一路|揭榜|高精尖|产学研)[^“”\n，。；、+＋\d]{3,12}”)(?=(?:核心|专利)?技术(?![改创人合服攻进支交论指尖清难突]))"
)
_CHANNEL = re.compile("群|公众号|公众平台|(?<=推特)色")
_NAMED_THEN_KIND = re.compile(
    r"(“[^“”\n，。；]{2,12}”)(?=(?:系列)?(?:商业)?(?:运载火箭|火箭|卫星(?!星座)|视频号|客户端|[Aa][Pp][Pp]))"
)
_BEHIND_KIND = re.compile(
    r"(?:芯片|处理器|语言模型|大模型|手机|新车|机型)\x20?([A-Z][A-Za-z]{0,9}[- ]?\d{1,4}[A-Z]{0,2})(?![A-Za-z0-9.%])"
)
_NAMED_KIND = re.compile(
    r"(?:品牌|平台|[Aa]pp|APP|小程序|软件|芯片|机器人|卫星|火箭|飞船|无人机|搜索引擎|智能体|车型|客机|直升机|列车|盾构机|起重机)"
    r"((?:“[^“”\n，。；]{2,12}”[、和与及]?)+)(?![^，。；]{0,4}(?:战略|计划|行动|工程|模式|理念|机制|专项|整治|治理|现象|问题|效应))"
)
_QUOTED_GOODS = re.compile(r"((?:“[^“”\n，。；]{2,8}”[、和与及]?){2,8})等(?:[^，。；“”\n]{0,8}?)(?:产品|新品|单品)")
_FUND = re.compile(
    "(?:(?:持有期?|定开|定期开放)(?:混合|股票|债券)[A-E]?|私募证券投资基金)(?![A-Za-z股])|"
    "(?:引导|产业|(?<!证券)投资|母|发展|并购|创新|科创|创投|转化)基金(?![会管公业小合经行有])|(?:混合|股票|债券|指数|联接|配置)[A-E](?![A-Za-z股])|(?:ETF|REIT)(?![A-Za-z])|(?:联合|调整)基金"
)
_TERM = re.compile(r"(?:[一二两三五六十\d]{1,3}(?:年|个月|天)|(?:\d{1,3}|[一二三四五六七八九十]+)号)\Z")
"""The term or the number of a fund, before its kind."""
_HOUSE = re.compile(
    "(?:嘉实|易方达|华夏|南方|广发|富国|汇添富|招商|工银瑞信|博时|鹏华|景顺长城|中欧|兴全|兴证全球|交银|银华|华安|国泰|天弘|中银|建信|大成|诺安|万家|华宝"
    "|华泰柏瑞|国投瑞银|上投摩根|摩根|农银汇理|睿远|泉果|前海开源|平安|永赢|民生加银|融通|长城|长信|东方红|泰康|中信保诚|海富通|信达澳亚|申万菱信|光大保德信)"
    r"[一-鿿\d]{2,16}\Z"
)
_PLAIN_FUND = re.compile(
    "(?:结合|证券|[省市区县]级?|国家|政府|产业|专项|引导|股权|创业|创业投资|投资|天使|科技|创新|创投|并购|发展|私募|社会|设立|组建|私募股权|国资|主题|保险|国企|新|母|子|首只|全流程|市场化|政府类|国内|宽基|行业|[沪深]市|黄金|股票|债券|战略性|新兴|未来|绿色|成果|转化|母|科创|人才)*(?:基金|ETF|REIT)"
)


@rule("PRODUCT", priority=3, score=0.84)
def brands(context: Context) -> Iterator[tuple[int, int]]:
    """Find quoted brands in a list that ends in 品牌.

    >>> from annotate.rules.registry import found
    >>> found(brands, "以“紫轩”“莫高”为代表的葡萄酒品牌")
    ['紫轩', '莫高']
    """
    matches = chain.from_iterable(
        form.finditer(context.text) for form in (_BRANDS, _NAMED_KIND, _NAMED_THEN_KIND, _QUOTED_GOODS, _TECHNOLOGY)
    )
    for match in matches:
        for brand in _BRAND.finditer(context.text, *match.span(1)):
            yield brand.span(1)


@rule("PRODUCT", priority=3, score=0.6)
def quoted_platform(context: Context) -> Iterator[tuple[int, int]]:
    """Find platforms and systems whose name holds a quotation or stands in one.

    >>> from annotate.rules.registry import found
    >>> found(quoted_platform, "搭建“政银企”产业金融服务平台，上线“闽政通”系统")
    ['“政银企”产业金融服务平台', '“闽政通”系统']
    """
    for match in _PLATFORM.finditer(context.text):
        yield _with_place(context, match.start()), match.end()
    for match in _PLATFORM_QUOTED.finditer(context.text):
        yield match.span(1)


def _with_place(context: Context, start: int) -> int:
    """Take in the place that a platform's name begins with."""
    places = context.hits.get("places", ())
    index = bisect_left(places, start, key=lambda place: place.end)
    return places[index].start if index < len(places) and places[index].end == start else start


@rule("PRODUCT", priority=3, score=0.8)
def model(context: Context) -> Iterator[tuple[int, int]]:
    """Find aircraft, craft, chips and programs by series and number.

    >>> from annotate.rules.registry import found
    >>> found(model, "运-20副总设计师与QX310A芯片，波音747和“远帆”号交付")
    ['运-20', '波音747', 'QX310A', '“远帆”号']
    """
    for pattern in (_MODEL, _CARD, _TYPE, _CRAFT, _ARCHITECTURE):
        for match in pattern.finditer(context.text):
            yield match.span()
    for match in _BEHIND_KIND.finditer(context.text):
        yield match.span(1)


@rule("PRODUCT", priority=4, score=0.8)
def device(context: Context) -> Iterator[tuple[int, int]]:
    """Find devices by their maker and model.

    >>> from annotate.rules.registry import found
    >>> found(device, "小米MIX Fold 3和小米13 Ultra发布，华为5G基站投用，腾讯Q2营收增长")
    ['小米MIX Fold 3', '小米13 Ultra']
    """
    for hit in whole_words(context.text, context.hits["companies"]):
        if match := _DEVICE.match(context.text, hit.end):
            yield hit.start, match.end()


@rule("PRODUCT", priority=3, score=0.7)
def place_brand(context: Context) -> Iterator[tuple[int, int]]:
    """Find the brands that a place gives to what is made or served there.

    >>> from annotate.rules.registry import found
    >>> found(place_brand, "打响“浙江制造”“苏州服务”，迈向“中国制造”和“精密制造”")
    ['浙江制造', '苏州服务']
    """
    for match in _PLACE_BRAND.finditer(context.text):
        if any(starting(context.hits["places"], match.start(1), match.start(1) + 1)):
            yield match.span(1)


@rule("PRODUCT", priority=2, score=0.7)
def fund(context: Context) -> Iterator[tuple[int, int]]:
    """Find funds by their last word and left edge, where a name stands before it.

    >>> from annotate.rules.registry import found
    >>> found(fund, "设立珠三角科技成果引导基金，设立产业投资基金")
    ['珠三角科技成果引导基金']
    """
    for match in _FUND.finditer(context.text):
        term = _TERM.search(context.text, max(match.start() - 6, 0), match.start())
        kind = term.start() if term else match.start()
        house = _HOUSE.search(context.text, max(kind - 20, 0), kind)
        start = house.start() if house else phrase_start(context, kind, 24)
        if start < match.start() and not _PLAIN_FUND.fullmatch(context.text, start, match.end()):
            yield start, match.end()


@rule("PRODUCT", priority=2, score=0.7)
def known_product(context: Context) -> Iterator[tuple[int, int]]:
    """Find brands and systems that are widely known by name, with their edition.

    >>> from annotate.rules.registry import found
    >>> found(known_product, "中欧班列开行，赣南脐橙飘香")
    ['中欧班列', '赣南脐橙']
    """
    for hit in whole_words(context.text, context.hits.get("products", ())):
        if not _CHANNEL.match(context.text, hit.end) and not context.text.endswith("官方", 0, hit.start):
            edition = _EDITION.match(context.text, hit.end)
            yield hit.start, edition.end() if edition else hit.end
