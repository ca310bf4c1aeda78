import pytest

from annotate.articles import harvest, harvest_text
from annotate.gold import SEEDS, place_gold
from annotate.records import Document
from evaluate.benchmarks import harvest as benchmark


def texts(raw: str) -> list[str]:
    return [document.text for document in harvest_text(raw, "a.txt")]


def only(raw: str) -> Document:
    (document,) = harvest_text(raw, "a.txt")
    return document


def seed(number: str) -> list[Document]:
    return list(harvest([str(next((SEEDS / "texts").glob(f"{number}_*")))]))


WRAPPED = """食品工业持续健康发展

2022 年甘肃省规模以上食品

工业企业增加值同比增长 6.9%。

实现营业收入659亿元，同比增长

11.6%。实现利润总额33.3亿元，同

比增长1.7%。平均用工4万余人，

同比增长5.2%。

依托资源禀赋和产业基础，甘

肃省各市州充分发挥园区引领、辐

射效应，引导各种创新要素集聚。
"""


def test_a_narrow_column_becomes_its_paragraphs() -> None:
    assert texts(WRAPPED) == [
        "食品工业持续健康发展\n"
        "2022年甘肃省规模以上食品工业企业增加值同比增长6.9%。"
        "实现营业收入659亿元，同比增长11.6%。实现利润总额33.3亿元，同比增长1.7%。平均用工4万余人，同比增长5.2%。\n"
        "依托资源禀赋和产业基础，甘肃省各市州充分发挥园区引领、辐射效应，引导各种创新要素集聚。"
    ]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("10月 12日，营收 325.17 亿元，要聚焦“4\n个 1000”战略。", "10月12日，营收325.17亿元，要聚焦“4个1000”战略。"),
        ("一、综 合\n", "一、综合"),
        ("增长 9 ％ ，占比1.4 %。", "增长9％，占比1.4%。"),
        ("虞翎 王飞 彭玲", "虞翎 王飞 彭玲"),
        ("本报讯 11月 28日，数据发布。", "本报讯 11月28日，数据发布。"),
        ("A股 上海证券交易所 青禾股份 600999 云川集团", "A股 上海证券交易所 青禾股份 600999 云川集团"),
        ("广汽埃安销售\u200b超\0４万辆，同比增长１１４％。", "广汽埃安销售超４万辆，同比增长１１４％。"),
        (
            "公司在全国三十一个省区市建立了研发、生产、物流与售后体系，引进了Production \nServices标准，并投产。",
            "公司在全国三十一个省区市建立了研发、生产、物流与售后体系，引进了Production Services标准，并投产。",
        ),
        ("转让 $7 . 4 4 \\%$ 股份。", "转让7.44%股份。"),
        ("见[《措施》](https://a.cn/b)与**附件**。![图](a.png)", "见《措施》与附件。"),
        ("鳳凰涅槃，騰籠換鳥。", "鳳凰涅槃，騰籠換鳥。"),
        ("產(chǎn)值增長(zhǎng)5%，國（guó）內應用（app）(de)很多。", "產值增長5%，國內應用（app）(de)很多。"),
    ],
)
def test_blanks_and_marks_go_and_print_stays(raw: str, clean: str) -> None:
    assert texts(raw) == [clean]


def test_columns_of_recognised_markdown_are_joined_but_headings_stay() -> None:
    raw = (
        "# 山东集群\n\n本报记者 诸玲珍\n\n“串珠成链”加速产\n\n品开发和迭代升级，完善体系。\n\n"
        "## 提档升级\n\n培育专精特新“小\n\n巨人”企业。\n"
    )
    assert texts(raw) == [
        "山东集群\n本报记者 诸玲珍\n“串珠成链”加速产品开发和迭代升级，完善体系。\n提档升级\n培育专精特新“小巨人”企业。"
    ]


@pytest.mark.parametrize("fold", [" \t", "\u3000\u3000", "    "])
def test_paragraphs_folded_into_one_line_are_parted(fold: str) -> None:
    parts = ["今年上半年，云川市物流总额为160.7亿元，同比增长4.9%，比1—5月份提高0.4个百分点。"] * 3
    (text,) = texts(fold.join(parts))
    assert text.split("\n") == parts


def test_one_line_paragraphs_stay_apart() -> None:
    raw = "今年上半年，上海市实现增长9.7%。\n抓经济：不拼不行\n近期，项目正式开工。\n"
    assert texts(raw) == [raw.rstrip()]


BULLETIN = """建有影响力产业集群

规划200亿元级产业集群，建设国家科技园和创新园。

三次产业结构持续优化，龙头企业加快集聚，创新平台接连落地，重大项目相继投产，正打造

11

火炬动态 火炬动态

新材料之都。 （供稿：石河子高新区）

答卷很精彩

大庆高新区营业总收入突破1700亿元。 （供稿：大庆高新区）
"""


def test_a_bulletin_splits_at_its_signatures_and_loses_its_running_heads() -> None:
    first, second = harvest_text(BULLETIN, "b.txt")
    assert first.text.endswith("重大项目相继投产，正打造新材料之都。（供稿：石河子高新区）")
    assert (second.meta["title"], second.meta["byline"]) == ("答卷很精彩", "大庆高新区")
    assert second.text.startswith("答卷很精彩\n大庆")


@pytest.mark.parametrize("ends", ["，比重上升。（见图）", "，比重上升。（下同）"])
def test_bullets_and_remarks_split_no_article(ends: str) -> None:
    raw = (
        f"高新区实现营业收入659亿元，同比增长11.6%{ends}\n\n■ 发展目标\n\n"
        "移动通讯（集团）公司投资5亿元，项目开工。\n\n重点工程\n\n总投资5亿元，均已投产。"
    )
    assert len(texts(raw)) == 1


def test_a_ranking_table_keeps_its_numbers() -> None:
    raw = "1\n浙江\n2\n江苏\n3\n广东\n各省排名如上，均实现增长。"
    assert "".join(texts(raw)).split() == raw.split()


PAGE = """<%@ page pageEncoding="UTF-8"%>
<html><head><title>高新区- 【易购】</title><script>var a = "<p>脚本</p>";</script></head><body>
<div class="navCurrent"><a href="/">首页</a> <a href="/b">资讯</a></div>
<h1>高新区开展２０个项目</h1><div class="source"><span>发布时间：2011-03-29</span>
<span>作者：李在山</span></div>
<!-- 广告 --><P>&ldquo;十二五&rdquo;期间，投资R&amp;D中心<a href="s">机器人</a>产业1&times;2亿元，
   比去年增长&nbsp;5%。</P><TABLE><TR><TD>产值</TD><TD>3亿元</TD></TR></TABLE>
<div class="fenxiang">分享：</div><div class="tuijian"><p>为你推荐</p></div></body></html>"""


def test_a_page_is_read_as_a_reader_sees_it() -> None:
    document = only(PAGE)
    assert document.text == (
        "高新区开展２０个项目\n发布时间：2011-03-29\t作者：李在山\n"
        "“十二五”期间，投资R&D中心机器人产业1×2亿元，比去年增长5%。\n产值\t3亿元"
    )
    assert document.meta == {
        "source": "a.txt",
        "kind": "jsp",
        "title": "高新区开展２０个项目",
        "byline": "李在山",
        "published": "2011-03-29",
    }


@pytest.mark.parametrize("clean", ["“十二五”", "R&D", "R&", "机器人", "1×2亿元"])
def test_a_decoded_reference_is_covered_whole(clean: str) -> None:
    document = only(PAGE)
    start = document.text.index(clean)
    raw_start, raw_end = document.aligned.raw_span(start, start + len(clean))
    written = PAGE[raw_start:raw_end].replace("</a>", "")
    assert (
        written.replace("&ldquo;", "“").replace("&rdquo;", "”").replace("&amp;", "&").replace("&times;", "×") == clean
    )


def test_markdown_with_html_tables_stays_markdown() -> None:
    document = only(
        "# 公报\n\n云川市实现生产总值618.40亿元，其中，全年工业增加值、投资总额、零售总额均增\n\n"
        "长5%。\n\n"
        "<table><tr><td>地区</td><td>亿元</td></tr><tr><td>全市</td><td>618.40</td></tr></table>\n\n二、农业\n"
    )
    assert document.meta["kind"] == "markdown"
    assert document.text.split("\n") == [
        "公报",
        "云川市实现生产总值618.40亿元，其中，全年工业增加值、投资总额、零售总额均增长5%。",
        "地区\t亿元",
        "全市\t618.40",
        "二、农业",
    ]


def test_a_page_without_headline_takes_its_title_without_the_site() -> None:
    document = only("<title>高新区2023-2025年规划出台_财经_新浪网</title><p>高新区实现增长。</p>")
    assert document.meta["title"] == "高新区2023-2025年规划出台"


HOSTILE = (
    "1",
    "国 ",
    "国\n",
    "（\n",
    "11\n火炬 火炬\n",
    "国家\n发展\n",
    "本报讯 国。\n",
    "![",
    "$1 ",
    "<p>&#",
    "<p><a ",
    "<p><!--",
    "<![",
    "<a b='",
    "<div class=nav>国",
    "<a></div>",
    "<td>国",
    "<title>国",
    "---\na: [",
)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_takes_time_by_its_length_only(unit: str) -> None:
    harvest_text(unit * (100_000 // len(unit)) + ">", "a.txt")


def test_furniture_that_is_never_closed_hides_nothing() -> None:
    assert "高新区实现增长。" in texts('<p>题目</p><div class="nav">首页<p>高新区实现增长。</p>')[0]


def test_front_matter_keeps_its_words_and_drops_its_addresses() -> None:
    document = only(
        "---\ntitle: '培育集群，准备好了'\ncategories:\n - 金融\nheadimg: 'https://a.cn/b.jpg'\nauthor: 新浪财经\n"
        "date: Wed, 29 Jun 2022 10:31:56 GMT\n---\n<div><p>打造产业集群。</p><p>文 | 谢良兵</p></div>"
    )
    assert document.text.split("\n") == [
        "培育集群，准备好了",
        "金融",
        "新浪财经",
        "Wed, 29 Jun 2022 10:31:56 GMT",
        "打造产业集群。",
        "文 | 谢良兵",
    ]
    assert (document.meta["published"], document.meta["byline"]) == ("2022-06-29", "谢良兵")


@pytest.mark.parametrize(
    ("raw", "byline", "published"),
    [
        ("本报讯 卢俊锦 聂金秀 记者罗勉报道 近日，东莞市出台措施。", "卢俊锦 聂金秀 记者罗勉", None),
        ("新华社云川8月3日电（记者林晓禾）记者从云川市商务局获悉。", "记者林晓禾", None),
        ("今日镇江讯(全媒体记者 陈志奎 通讯员 凌鹏)近日，名单公示。", "全媒体记者 陈志奎 通讯员 凌鹏", None),
        ("□ 王梦龙 秦小银\n\n甘肃省拥有丰富的农产品资源。", "王梦龙 秦小银", None),
        ("北京崛起两个产业集群。 （张漫子）", "张漫子", None),
        ("实现转变。 虞翎 王飞 彭玲", "虞翎 王飞 彭玲", None),
        ("2023-07-31 11:09，正文：佛山市上半年增长4.5%。", None, "2023-07-31"),
        ("202308/02 10:16:36，正文：海南省增长。", None, "2023-08-02"),
        ("实施意见\n\n发布日期:2022-12-19 10:21\n为贯彻落实决策部署，制定本意见。", None, "2022-12-19"),
        ("特此公告，请投资者注意。\n远东股份董事会\n二○一四年五月三十日", None, "2014-05-30"),
        ("2015年3月2日，公司收到文件，内容如下。", None, None),
    ],
)
def test_byline_and_date_are_read_where_they_stand(raw: str, byline: str | None, published: str | None) -> None:
    document = only(raw)
    assert (document.meta["byline"], document.meta["published"]) == (byline, published)


def test_torn_titles_find_their_articles() -> None:
    documents = seed("000")
    assert [document.meta["title"] for document in documents] == [
        "北京高精尖产业 已培育出两个万亿级产业集群",
        "东莞六条措施 鼓励企业走“专精特新”道路",
        "甘肃持续推进食品工业高端化智能化绿色化",
        "广州“专精特新”线上展示平台助企拓市场",
        "一线视角",
    ]


def test_the_bulletin_has_fourteen_articles_and_its_contents() -> None:
    contents, *articles = seed("003")
    assert contents.meta["title"] is None
    assert len(articles) == 14
    assert all(str(article.meta["title"]).startswith(str(article.meta["byline"])) for article in articles)
    assert not any("火炬动态" in article.text for article in articles)


def test_the_seeds_labels_come_out_whole(capsys: pytest.CaptureFixture[str]) -> None:
    placed, misses = place_gold(list(harvest([str(SEEDS / "texts")])))
    assert len(misses) <= 0.002 * (len(misses) + sum(len(document.spans) for document in placed))
    benchmark.main()
    assert f"{2140 - len(misses)} of 2140 corrected spans intact" in capsys.readouterr().out
