"""The wording around figures, as patterns over a text whose spans are masked by one letter a kind."""

from __future__ import annotations

import re

MASKS = {
    **dict.fromkeys(("COMPANY", "PARK", "ORG", "GOV", "LOC", "PRODUCT"), "N"),
    **dict.fromkeys(("MONEY", "RATIO", "QUANTITY", "RANK"), "F"),
    **dict.fromkeys(("POLICY", "PERSON"), "O"),
    "INDUSTRY": "D",
    "HONOR": "H",
    "INDICATOR": "I",
    "TIME": "T",
}
"""The letter that masks a span: names, figures, others, industries, honours, indicators, times."""

FULL_WIDTH = str.maketrans(",;:()!?", "，；：（）！？")
"""Punctuation as the patterns below write it."""

SENTENCE_END = re.compile(r"[。！？\n]")
PARAGRAPH_END = re.compile(r"(?<![，；、])\n")
"""A line's end, unless its list goes on in the next line."""

CLAUSE_END = re.compile(r"[，；：（）]|(?<=F)(?:以上|左右)?[、和及与]")
LIST = r"(?:[、和及与]|以及)"
ITEM = re.compile(r"[^、和及与以]+")
RESPECTIVELY = re.compile(rf"分别[^F，；]*(F+(?:{LIST}F+)+)")

RIGHT_BEFORE = re.compile(r"F(?:以上|左右)?[，；]?(?:同比|环比|(?:同?[较比]|与)[^，；IDHNF]{0,8}?)?$")
"""The last of the figures that 分别 takes up."""


def _words(text: str) -> str:
    return "|".join(text.split())


LINKING = re.compile(
    rf"""(?:[约近超逾达至到为是共有由从仅再最高低可已均计要了的T]
    |{_words("突破 跨越 合计 总计 累计 净增 同比 环比 分别 给予 额外 实现 完成 净增长 增长 增加 提高 升高 提升 上升")}
    |{_words("连续 人民币 拟定 暂定 名义 加快 放缓 回升 回落 收窄 扩大 上涨 下跌 前移 后移 增至 降至 升至 减至")}
    |(?:上年|去年|上月)?同期|(?:[较比]|[高低]于)T+的|[较比]T++
    |{_words("下降 减少 缩减 调整 不足 不到 不超过 超过 年产 倒数 用时 只用 仅用 只用了 仅用了")}
    |(?:位[居列]|处于|蝉联|(?<!民)居(?![民住])|跃[居升]|排名在?|排在|名列)[^，；、的FID]{{0,8}}+
    |[高低快慢]于[^，；：F]{{1,16}}+|按[^，；：F]{{2,8}}计算
    |(?<![同环])[较比][^，；、F]{{1,16}}?[高低快慢多少]
    |(?:[较比]|[高低]于)[^，；、F]{{0,20}}(?:水平|平均))+$""",
    re.VERBOSE,
)
"""What stands between an indicator and its figure and belongs to neither."""

OPENING = re.compile(
    rf"""^.*(?:[、等的“”《》【】NTO在对将]|F(?:及?以[上下内]|左右|多|余)?
    |{_words("其中 力争 预计 一批 拥有 建成 实现 完成 新增 净增 入驻 培育 集聚 打造 形成 引进")}
    |{_words("创建 遴选 获批 跻身")})""",
    re.VERBOSE,
)
"""What stands before the counted noun in its clause: enumerations, names, times and the verbs of having and making."""

AFTER_FIGURE = re.compile(
    r"(?:或F+)?(?:及?以[上下内]|左右|上下|的)*(?:(?:具有|拥有|超过?|规模)[^，；。]*?的|(?:I+|规模)?F+(?:以上)?的?)?"
)
NOUN_AFTER = re.compile(
    rf"""(?:(?![，；：。、！？\n（）“”《》【】FTN]
    |[在为将被由从至到已正于是有了均也都就占较比并和及与之获]|以(?![上下])|等(?!级)|中(?=[的有，])|提[高升]|增[长加]|[下减]降|建[立成]
    |超(?![级高大算声市重导])|即将
    |{_words("上升 减少 入驻 入选 入围 上榜 获批 属于 从事 实现 相继 成功 分别 作为 同比 予以 相比")}
    |{_words("涵盖 遍布 出席")}).)+""",
    re.VERBOSE,
)
"""The noun phrase that follows a figure, up to a function word or a verb of reports."""

OWNER = re.compile(
    r"(?:其中)?(?:全[国省市州县区])?(?:力争|预计|累计|共)?(?:实现|完成)?"
    r"([^，；、。的NTFIO看]*?(?:[DH]|企业|行业))(?:累计|预计|共|已)?(?:实现|完成)?$"
)
"""A clause that opens with its own subject where no name does: an industry, an honour or a kind of firm."""

SPENT = re.compile(r"(投资|奖励|补贴|补助|资助|融资)$")
"""What a sum of money was for: as verbs, the handbook keeps these words out of the indicators."""

QUOTED = re.compile(r"[“《]([^“”《》]{2,})[”》]$")
SHARE = re.compile(r"(占[^，；、。F]{1,12}?)(?:总[数量])?的?(?:比重|比例)?[达约近为]?$")

ANOTHER = re.compile(r"(N+)的?[近约超]?F")
"""What a share is also of: 楚雄市 in 占楚雄州10%、楚雄市33%."""

SHARE_OF_MEASURED = re.compile(
    r"(I+占[^，；、。F]{1,14}?(?:比重|比例))|(占[^，；、。F]{0,16}I)的?(?:比重|比例)?[达约近为超]*$"
)
"""An indicator's share of something, and something's share of an indicator."""

PART = re.compile(
    rf"(?:其中|尤其是?|特别是)?(D+)(?:则|也|同比|环比)*(?:{_words('增长 下降 上升 提高 减少')})[了近约超]?$"
)
"""A bare industry and its change, after the indicator was named: 采矿业 in 制造业增加值增长7.0%，采矿业增长1.1%."""

SAME_PERIOD = re.compile(r"(?<![较比])((?:上年|去年|上月)?同期)(?:仅|则)?(?:[为是达有]|实现|完成)[^F]{0,10}$")
"""An earlier period's own figure: 上年同期为10亿元."""

WHOLE = re.compile(r"(?:T|截至|目前|预计|其中|初步[测核]算)*(?:全|我)[省市县]")
"""A clause about the whole of the place that an article is about."""

NATION = re.compile(r"(?:T|截至|目前|预计|其中|数据(?:还)?显示)*(全国|我国)(?!首|第|唯|最|领先|前列|各地|范围)")
"""A clause about the whole country."""

TAKEN_UP = re.compile(
    r"(?:T|目前|截至|预计|据悉|其中|，)*(?:(?P<COMPANY>(?:该|这家)?(?:公司|集团)|(?:该|这家)[企厂]业?)"
    r"|(?P<PARK>该?(?:开发区|高新区|经开区|园区))|(?P<ORG>该(?:机构|院))|(?P<LOC>该[省市县区镇国]))(?!N)"
)
"""A clause about a kind of name told before: the last one (该公司), or the last that opened a sentence (公司)."""

STAMP = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A date as pages print it."""

SUM = re.compile(r"I|(?:投资|奖励|补贴|补助|资助|融资)$")
OWNERS = frozenset({"COMPANY", "PARK", "ORG", "PRODUCT"})
"""Whose a sum is that stands before the name: 投资额20亿元的青禾汽车基地."""

STREAK = re.compile(r"连续$")
"""How long something went on: 连续27个月保持增长."""

OPENS = re.compile(r"(?:^|[。！？\n])(?:T++|截至|目前|预计|其中|据悉|同时|此外|近日|以|在|[，、]){0,6}$")
"""What stands before a name that opens its sentence."""

REPORT = re.compile(
    r"[\d年——\s]{0,8}([一-鿿]{2,10}[省市州县区])[\d年]{0,5}[^\n，。]{0,14}(?:工作报告|统计公报|统计快报)"
)
"""The title of a place's report on itself (group 1 is the place)."""

WHOLE_PLACE = re.compile(r"(?<![居占在列为于和与、级高])[全我][省市县州](?![第前最])")
"""A place as a whole, of which an article speaks."""

NOW = re.compile(r"(?:截至)?(?:目前|当前|如今|眼下)")
"""The present, to which no period that was named before extends."""

REPORTED = re.compile(
    r"[^\n\d]{0,20}((?:19|20)\d\d年(?:上半年|[前第]?[一二三四]季度|\d{1,2}月份?|1[-—–~至]\d{1,2}月份?)?)[^\n。，]{0,30}(?:统计公报|统计快报|运行情况|主要经济指标)"
)
"""The title of a bulletin, whose period (group 1) is that of every figure that names no other."""

TITLE = re.compile(r"[^T\n。]{0,20}(?<![到至])(T+)[^\n。；]{0,40}(?<![，；：、])\n")
HEADING = re.compile(
    r"(?<![^\n])[^T\n。，；]{0,8}(T+)(?:[^T\n。，；]{0,8}(T+))?[^T\n。，；]{0,12}"
    r"(?:工作|回顾|总结|成[就绩]|目标|任务|情况|打算|展望|安排)[^\n。，；]{0,12}\n"
)
"""An article's title, and the heading of a report's part, with the times that they name (groups 1 and 2)."""

LASTS = re.compile(r"(?:(?<![—–~至-]\d\d\d)\d年|[上下]半年|季度|\d(?:个?月|月份)|五”(?:时期|期间)?)$")
"""The end of a time that is long enough for a whole article."""

BY_THE_WAY = re.compile(r"其中，*$")
"""What stands before the time of a single sentence: 其中，6月份 after what the half-year brought."""

ISSUED = re.compile(
    rf"""T+[^TF。！？\n]{{0,30}}?(?:{_words("印发 出台 召开 举行 举办 获悉 开幕 表示 介绍 成立 创建 设立")}
    |(?:{_words("开工 竣工 投产 投用 揭牌 获批 启动 签约")})(?:仪式|建设)?[，；。])""",
    re.VERBOSE,
)
"""A date on which something was issued, said, founded or begun: not the period of the figures that follow."""

AGAINST = re.compile(r"(?:(?<![同环占])[较比](?![重例率])|[高低快慢优]于)[^，。；：TFI]{0,12}$")
"""What stands before an indicator that a value is only compared with."""

OVER = re.compile(r"F及?以[上下]([^，；：。FIT]{2,12}?)[共有约达为近超]*$")
"""What is counted above a threshold: 工业企业 in 营业收入10亿元以上工业企业2家."""

MEASURE = re.compile(r"I$|[率额值量]$")
"""The end of a listed item that is an indicator, not a subject."""

GENERIC = frozenset({"数量", "总数", "总量", "规模"})
"""Indicators that say nothing without what is counted."""

ITS_FIGURE = re.compile(r"(?:的|平均(?:增长|下降|增速)?)[约近超为达]?F")
COMPARED = re.compile(r"(?:[较比据]|(?<!T)与|[高低优好快慢大小多少]于|(?:成立|创建|建)于|连续)$")
ASIDE_BEFORE = re.compile(r"(?:[较比占于据对向与往以居]|入选|列入|获评|携手|联合|走在|委托)(?:N++[、和])*$")
ASIDE_AFTER = re.compile(
    rf"N*(?:[一二三四]期)?(?:{LIST}N+(?:[一二三四]期)?){{0,30}}等|N*(?:{LIST}[A-Z]+){{1,30}}等"
    r"|[NT（()） ]*(?:今天|近日|日前|最新)?"
    r"(?:收官|开局|发布|公布|数据|统计|显示|获悉|消息|[讯电]|通报|报道|记者|供图|官网|网站|举[行办]|召开|介绍|(?:有关|相关)负责人)|(?:以?来)?的?(?:新[高低]|最[高低快慢])"
)
"""Around a time or name that is no period or subject: compared with, an example of what is counted, a publisher, a span
of years without its like."""


def listed(count: int) -> list[re.Pattern[str]]:
    """Return patterns of a list of so many items (group 1): spans of one kind, or plain words right at the end."""
    kinds = [(f"{letter}+", "") for letter in "INDHT"] + [(r"[^，；、。的和及与NFT]{2,12}?", "[，再则将]*$")]
    return [
        re.compile(rf"(?<![、和及与])({item}(?:{LIST}{item}){{{count - 1}}})(?!{LIST}){close}") for item, close in kinds
    ]
