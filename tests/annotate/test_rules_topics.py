"""Golden sentences for industries, policies, products, honours and indicators."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.rules import predict
from tests.annotate.golden import parse

LABELS = ("INDUSTRY", "POLICY", "PRODUCT", "HONOR", "INDICATOR")

INDUSTRIES = [
    "重点发展<INDUSTRY>生物医药</INDUSTRY>、<INDUSTRY>电子信息</INDUSTRY>、<INDUSTRY>航空制造</INDUSTRY>等产业。",
    "围绕<INDUSTRY>新材料</INDUSTRY>和<INDUSTRY>智能制造</INDUSTRY>两大领域，做强<INDUSTRY>氢能产业链</INDUSTRY>。",
    "<INDUSTRY>先进制造业</INDUSTRY>提速，<INDUSTRY>食品工业产业链</INDUSTRY>补强，新兴产业、特色产业、传统产业并进。",
    "<INDUSTRY>医疗器械</INDUSTRY>企业与<INDUSTRY>工业</INDUSTRY>企业座谈，以<INDUSTRY>生物制药</INDUSTRY>为主导。",
    "<INDUSTRY>黑色金属冶炼和压延加工业</INDUSTRY>回升，<INDUSTRY>电力、热力生产和供应业</INDUSTRY>平稳。",
    "聚焦<INDUSTRY>半导体与集成电路</INDUSTRY>、<INDUSTRY>软件和信创</INDUSTRY>、<INDUSTRY>超高清视频</INDUSTRY>等领域。",
    "打造<INDUSTRY>“盐湖卤水—碳酸锂—电池”产业链</INDUSTRY>，建设<INDUSTRY>制造业</INDUSTRY>强省。",
    "主要从事数控机床、工业机器人的研发和生产，光伏组件、<INDICATOR>储能电池产量</INDICATOR>增长。",
    "依托<INDUSTRY>文旅</INDUSTRY>、<INDUSTRY>康养</INDUSTRY>、<INDUSTRY>商贸</INDUSTRY>等<INDUSTRY>现代服务业</INDUSTRY>。",
    "推出面粉、蔬菜、新能源汽车零部件等系列产品，购买了一辆汽车和一台数控机床。",
    "做大<INDUSTRY>红松籽产业</INDUSTRY>、<INDUSTRY>冷水鱼全产业链</INDUSTRY>，瞄准产业短板，夯实产业根基，延长产业链条，推动两地产业合作。",
    "做优<INDUSTRY>光伏</INDUSTRY>、<INDUSTRY>可控光源</INDUSTRY>两大优势产业，<INDUSTRY>首发经济</INDUSTRY>、<INDUSTRY>演艺经济</INDUSTRY>升温。",
    "文化产业园开园，新材料产业基地、人工智能学院落户，<INDUSTRY>非制造业</INDUSTRY>回暖。",
    "<INDUSTRY>医药</INDUSTRY>股走弱，<INDUSTRY>航天</INDUSTRY>概念、<INDUSTRY>军工</INDUSTRY>板块活跃，<INDUSTRY>券商</INDUSTRY>、<INDUSTRY>煤炭开采</INDUSTRY>等跌幅居前。",
    "<INDUSTRY>钢铁</INDUSTRY>、<INDUSTRY>水泥</INDUSTRY>等传统高耗能行业回暖，<INDUSTRY>农业</INDUSTRY>生产平稳，<INDUSTRY>家电</INDUSTRY>市场升温，批发市场、健康企业揭牌。",
    "发展<INDUSTRY>锂电</INDUSTRY>、<INDUSTRY>氢能与储能</INDUSTRY>、<INDUSTRY>光伏</INDUSTRY>等产业，<INDUSTRY>药品零售</INDUSTRY>企业、<INDUSTRY>保险</INDUSTRY>公司座谈。",
    "建成集光伏、储能、充电于一体的电站，产品分为动力电池和储能电池，合成生物学讲座开讲，<INDUSTRY>银行业</INDUSTRY><INDUSTRY>保险业</INDUSTRY>平稳。",
    "将<INDUSTRY>新能源汽车</INDUSTRY>作为首位产业，拓展<INDUSTRY>融资租赁</INDUSTRY>业务，<INDUSTRY>机器人</INDUSTRY>全行业向好，<INDUSTRY>铁路运输</INDUSTRY>、<INDUSTRY>邮政快递</INDUSTRY>等业务量回升。",
    "<INDUSTRY>跨境电商</INDUSTRY>升温，<INDUSTRY>大农业</INDUSTRY>板块、<INDUSTRY>医疗器械</INDUSTRY>方向走强，国际<INDUSTRY>芯片</INDUSTRY>制造商和<INDUSTRY>半导体</INDUSTRY>厂商云集。",
    "涉及<INDUSTRY>轻纺</INDUSTRY>、<INDUSTRY>建材</INDUSTRY>、<INDUSTRY>果品加工</INDUSTRY>等各个领域，围绕<INDUSTRY>火电</INDUSTRY>、<INDUSTRY>煤炭销售</INDUSTRY>等领域合作，构建新型能源体系。",
    "以农机装备、工程机械为代表的主打产品热销，消防通信员、消防装备维护员参赛，覆盖<INDUSTRY>伞具</INDUSTRY>、<INDUSTRY>拉链</INDUSTRY>等行业。",
    "<INDUSTRY>一产</INDUSTRY><INDICATOR>增加值</INDICATOR>增长3%，<INDUSTRY>第二</INDUSTRY>、<INDUSTRY>第三产业</INDUSTRY>协调，统一产权登记，规上<INDUSTRY>工业</INDUSTRY>2.7个百分点，<INDICATOR>工业投资</INDICATOR>、引资回暖。",
    "建设云川<INDUSTRY>先进制造业</INDUSTRY>基地和<INDUSTRY>农业</INDUSTRY>强市，财政金融政策协同，推动文化振兴，推进在建<INDUSTRY>核电</INDUSTRY>项目建设，加强化工、燃气等领域安全治理，收割机等几个产业化项目开工。",
    "<INDUSTRY>电子及通信设备制造业</INDUSTRY>、<INDUSTRY>航空航天器及设备制造业</INDUSTRY>走强，<INDUSTRY>聚集型服务业</INDUSTRY>回暖，<INDUSTRY>科技成果转化服务业</INDUSTRY><INDICATOR>投资</INDICATOR>增长8%，优化升级<INDUSTRY>制糖</INDUSTRY>、<INDUSTRY>化工</INDUSTRY>等产业，评级维持行业观点。",
    "促进<INDUSTRY>会展经济</INDUSTRY>、<INDUSTRY>民宿经济</INDUSTRY>繁荣，打造临空经济区，以<INDUSTRY>生物医药</INDUSTRY>为代表的<INDUSTRY>高技术产业</INDUSTRY>提速，建设<INDUSTRY>文旅</INDUSTRY>强区和<INDUSTRY>新材料</INDUSTRY>高地，<INDUSTRY>网络直播</INDUSTRY>等新业态兴起，<INDUSTRY>工业</INDUSTRY>方面产销两旺。",
    "二、<INDUSTRY>农业</INDUSTRY>\n壮大数字消费、<INDUSTRY>首店经济</INDUSTRY>，完善促消费政策，规范消费领域，<INDUSTRY>大消费</INDUSTRY>板块走强。",
    "非银行业金融机构座谈，<INDUSTRY>非银</INDUSTRY>板块走强，发放应急贷款，壮大<INDUSTRY>文旅产业</INDUSTRY>，加大金融投放，带动<INDUSTRY>大文旅</INDUSTRY>板块走强。",
    "实施中石化催化剂研发，重庆<INDUSTRY>半导体</INDUSTRY>、苏州<INDUSTRY>新型显示</INDUSTRY>、杭州<INDUSTRY>碳化硅</INDUSTRY>等产业提速。",
]

POLICIES = [
    "建立“<POLICY>直通车</POLICY>”机制，实施<POLICY>科学家引航工程</POLICY>、<POLICY>金融赋能工程</POLICY>、<POLICY>金融生态工程</POLICY>等。",
    "活动——<POLICY>青禾金融大会</POLICY>召开，人社系统“俯身”服务，发展<INDUSTRY>节水产业</INDUSTRY>。",
    "实施<POLICY>“蓝焰”孵化提升行动</POLICY>、<POLICY>金融赋能助力行动</POLICY>、<POLICY>创新网络融入行动</POLICY>，将继续实施以下计划。",
    "出台<POLICY>商用车战略提升行动方案</POLICY>，<POLICY>第26届青洽会</POLICY>、<POLICY>文博会</POLICY>举行，<POLICY>琼州自由港投资（招商）大会</POLICY>开幕。",
    "印发<POLICY>《促进民营经济发展若干措施》</POLICY>（以下简称<POLICY>《措施》</POLICY>），《工人日报》报道。",
    "对标<POLICY>“十四五”规划</POLICY>，实施<POLICY>“春雨”行动</POLICY>，推行“<POLICY>林长制</POLICY>”。",
    "深入实施<POLICY>创新驱动发展战略</POLICY>和<POLICY>首台套推广应用行动</POLICY>，推进重大工程建设。",
    "深化<POLICY>“放管服”改革</POLICY>，采取“<POLICY>揭榜挂帅</POLICY>”方式，通过了“专家论证”环节。",
    "在北京举办的<POLICY>世界机器人大会</POLICY>上，代表大会、股东大会和本次论坛另行安排。",
    "（以下简称“<POLICY>行动方案</POLICY>”）印发，<POLICY>行动方案</POLICY>提出，<POLICY>进博会</POLICY>与<POLICY>第二届数字经济博览会</POLICY>召开。",
    "开展“<POLICY>春风行动</POLICY>”，推进<POLICY>“千企技改”“万企上云”工程</POLICY>，出台<POLICY>《创新八条》</POLICY>等“1+6”政策体系。",
    "据<POLICY>博鳌亚洲论坛</POLICY>秘书长介绍，(李明)<POLICY>国际数字娱乐大会</POLICY>开幕，办好<POLICY>丝路博览会</POLICY>，《财富》杂志排名。",
    "<POLICY>大数据与数字经济大会</POLICY>闭幕，落实<POLICY>中小企业促进法</POLICY>，<POLICY>河道清洁行动</POLICY>已经结束，推行<POLICY>数据登记制度</POLICY>，三年行动计划印发。",
    "办理“<POLICY>青禾贷</POLICY>”“<POLICY>青禾贴</POLICY>”两种业务，围绕“五大战略”定位，深化园区管理体制改革。",
    "开展<POLICY>道路运输领域突出问题集中整治</POLICY>，实施新一轮<POLICY>青禾增产计划</POLICY>，实施<POLICY>机器人企业“登云”行动</POLICY>。",
    "<POLICY>云川市第三届青禾产业年会</POLICY>召开，百度启动<POLICY>“青禾杯”创业大赛</POLICY>，基金成立大会、主旨论坛另行安排。",
    "<POLICY>RCEP</POLICY>生效，<POLICY>健康中国</POLICY>建设提速，<POLICY>十二届五次全会</POLICY>闭幕，《云川新报》刊发，歌舞<PRODUCT>《青禾谣》</PRODUCT>上演。",
    "学习<POLICY>党的二十大报告</POLICY>，落实<POLICY>八大工程</POLICY>，有关政策、规划、计划陆续出台。",
    "参加<POLICY>“青禾杯”数字技能创新大赛</POLICY>和<POLICY>云川招商引资推介会</POLICY>，新闻发布会、项目推介会、足球邀请大赛另行安排。",
    "<POLICY>云川国际车展</POLICY>与<POLICY>远川音乐节</POLICY>火热，车展示范、文化节目不断，<POLICY>青禾博览会</POLICY>上有<POLICY>云川工业精品展</POLICY>。",
    "<POLICY>云川市推进新型工业化实施意见（2023—2025年）</POLICY>\n根据<POLICY>商务厅关于做好消费促进工作的通知</POLICY>，《涨价了！怎么办？》一文走红。",
    "受<POLICY>一带一路</POLICY>带动，根据<POLICY>公司法</POLICY>规定，公司法人不变，<POLICY>云川省第八届人民代表大会第二次会议</POLICY>闭幕。",
    "承担<POLICY>低碳冶金重大专项</POLICY>，发布第二批<POLICY>节水抗旱专项行动</POLICY>清单，设“生物工程”专业，研究代谢工程、酶工程等。",
    "<POLICY>2023年青禾创投峰会</POLICY>召开，(2023年被纳入议程)，对<POLICY>第三届云川养老论坛</POLICY>、“<POLICY>一带一路</POLICY>”和<POLICY>远川合作论坛</POLICY>进行介绍，定期组织论坛。",
    "<POLICY>云川国际设计周</POLICY>、<POLICY>青禾大学生设计营</POLICY>、<POLICY>远川文创产品展示会</POLICY>开幕，线下设计营另行安排。",
    "擘画<POLICY>“三云四川”美好蓝图</POLICY>，<POLICY>青禾减碳法案</POLICY>通过，依法执行<POLICY>用水影响评价制度</POLICY>，发布会上发出共同倡议，《云川在前进》的社论刊发。",
    "深化拓展<POLICY>“青禾英才”行动</POLICY>，实施<POLICY>青少年“远川”阅读行动计划</POLICY>，清单实行动态调整，落实打赢<POLICY>蓝天保卫战</POLICY>的部署，组织各校深入开展<POLICY>远川护学专项行动</POLICY>。",
    "开展<POLICY>“青禾护航”专项活动</POLICY>，<POLICY>“乐享云川”系列活动</POLICY>启幕，<POLICY>中央政治局会议</POLICY>指出，巩固“<POLICY>双减</POLICY>”成果，加快<POLICY>一网统管</POLICY>落地。",
    "用好<POLICY>云川博览会</POLICY>，圆满完成<POLICY>第二届远川论坛</POLICY>保障任务，十支队伍角逐<POLICY>青禾创业大赛</POLICY>，<POLICY>云川汽车博览会2023</POLICY>和<POLICY>“青春远川·智汇云川”云川省青年创新大赛</POLICY>启动，<POLICY>青禾旅游季</POLICY>开幕。",
    "实施<POLICY>制造业焕新提质</POLICY>、<POLICY>开发区聚链成群</POLICY>等专项行动，推进引水、供水等工程，启动<POLICY>新一轮找矿突破战略行动</POLICY>。",
    "实施<POLICY>云川立德树人工程</POLICY>，推进<POLICY>青禾土地管理试点</POLICY>，制定实施<POLICY>远川国资国企改革方案</POLICY>，立法案件另计，深化“<POLICY>人工智能+</POLICY>”，用好“<POLICY>三改联动</POLICY>”。",
    "开展<POLICY>平等就业护航</POLICY>和<POLICY>高等职业教育提质</POLICY>等专项行动。",
    "深化国资国企改革和住房制度改革，推行<POLICY>远川承诺制改革</POLICY>，以推进云川合作为战略牵引，用好“<POLICY>两重</POLICY>”资金、“<POLICY>两新</POLICY>”政策。",
    "出台“<POLICY>惠商20条</POLICY>”，开展<POLICY>“千企百校”供需对接活动</POLICY>，<POLICY>河湖清淤专项行动</POLICY>收官，新一轮三年行动启动。",
    "实施<POLICY>县域产业“争先创优”三年行动</POLICY>。",
    "实施<POLICY>青禾高等教育扩容三年行动</POLICY>和<POLICY>平等就业护航计划</POLICY>，推进<POLICY>“三北”工程</POLICY>建设，开展“<POLICY>云川好物出海</POLICY>”等活动。",
    "<POLICY>2026年青禾省政府工作报告</POLICY>、<POLICY>云川省2025年政府工作报告</POLICY>发布，今年<POLICY>政府工作报告</POLICY>提出。",
    "出台<POLICY>纺织印染“新六条”</POLICY>和“<POLICY>惠商20条</POLICY>”，打好<POLICY>青禾江“双河湾”攻坚战</POLICY>，不搞“形象工程”。",
    "开展“<POLICY>云剑</POLICY>”“<POLICY>禾哨</POLICY>”等专项行动，按照<POLICY>省委十一届五次</POLICY>、<POLICY>六次全会</POLICY>部署，落实<POLICY>河湖长制</POLICY>，巩固“<POLICY>保交楼</POLICY>”成果，用好<POLICY>新时代“枫桥经验”</POLICY>。",
    "通过了一项<POLICY>云川芯片法案</POLICY>，查处违法案件、执法案例，开展联合执法行动，以实际行动支持，对“金隼”设备进行技术改造，落实“<POLICY>首租不认租</POLICY>”政策。",
    "参与<POLICY>云川工业设计大赛</POLICY>，打好<POLICY>“三北”工程攻坚战</POLICY>，青禾射箭锦标赛、远川赛艇大赛另行安排。",
    "抓好<POLICY>青禾碳资产管理综合改革试点</POLICY>，推进<POLICY>服务业扩大开放综合试点</POLICY>，推进综合改革试点，落实<POLICY>水资源刚性约束制度</POLICY>，获批<HONOR>国家服务业扩大开放综合试点城市</HONOR>。",
    "实施<POLICY>云川典籍传播工程</POLICY>和<POLICY>青禾文明乡风建设工程</POLICY>，实施供水改造工程、民生工程。",
]

PRODUCTS = [
    "以“<PRODUCT>云雾</PRODUCT>”“<PRODUCT>青石</PRODUCT>”为代表的绿茶品牌，“老字”号称百年。",
    "上线<PRODUCT>“企航通”服务平台</PRODUCT>，<PRODUCT>运-20</PRODUCT>与<PRODUCT>C919</PRODUCT>亮相，机床、牛肉畅销。",
    "<PRODUCT>QX310A</PRODUCT>芯片量产，<PRODUCT>“远帆”号</PRODUCT>下水，G12列车到站，建设“一区多园”主平台。",
    "全国首个搜索引擎“<PRODUCT>云藏</PRODUCT>”上线，“<PRODUCT>手撕箔</PRODUCT>”“<PRODUCT>无磷铜</PRODUCT>”等技术和产品下线，整治无人机“黑飞”问题。",
    "电影<PRODUCT>《青禾往事》</PRODUCT>、<PRODUCT>《云川》</PRODUCT>上映，<PRODUCT>《青禾往事》</PRODUCT>依据<POLICY>《电影产业规划》</POLICY>拍摄。",
    "基于<PRODUCT>QHVision框架</PRODUCT>和<PRODUCT>YC-V架构</PRODUCT>研发语音芯片<PRODUCT>QH200X</PRODUCT>，AI平台、IT架构升级。",
    "<PRODUCT>杭州青禾新型储能项目</PRODUCT>投产，一批<INDUSTRY>新型储能</INDUSTRY>项目、苏州市重大产业项目签约。",
    "“<PRODUCT>一种青禾轴承的装配方法</PRODUCT>”获奖，<PRODUCT>青禾二号C星</PRODUCT>入轨，“<PRODUCT>云川通</PRODUCT>”APP上线，<PRODUCT>数字人民币</PRODUCT>结算。",
    "<PRODUCT>谷神星一号遥六运载火箭</PRODUCT>起飞，<PRODUCT>青禾创新药ETF</PRODUCT>上涨，<PRODUCT>蔚来ES8</PRODUCT>亮相。",
    "<PRODUCT>QX5400</PRODUCT>、<PRODUCT>QX72</PRODUCT>等系列芯片量产。",
    "<PRODUCT>云川集团30万吨甲醇5万吨烯烃项目</PRODUCT>开工，<PRODUCT>青禾港扩建工程</PRODUCT>、<PRODUCT>G98环岛公路扩容工程</PRODUCT>提速，杭州一大批<INDUSTRY>储能电池</INDUSTRY>项目、老旧小区改造工程推进。",
    "<PRODUCT>青禾至云川城际轨道交通工程</PRODUCT>获批，<PRODUCT>云川—远川第二回500千伏线路工程</PRODUCT>投运，供水工程师培训。",
    "<PRODUCT>小米Note 12 Pro</PRODUCT>发售，<PRODUCT>RTX 5090</PRODUCT>缺货，腾讯Q3财报、万科 G1债券发布。",
    "<PRODUCT>富国青禾三个月定开混合A</PRODUCT>净值上涨，<PRODUCT>青禾精选3号私募证券投资基金</PRODUCT>成立，打响“<PRODUCT>扬州制造</PRODUCT>”，迈向“中国制造”。",
    "在<PRODUCT>微博</PRODUCT>发声，官方微博、微信公众号转发，弘扬钉钉子精神，推行“一网一平台”，改善“青禾生态系统”。",
    "<PRODUCT>《青禾纪元》</PRODUCT>的玩家称赞，<PRODUCT>《云川行》</PRODUCT>是一款多人游戏，舞蹈<PRODUCT>《远川谣》</PRODUCT>与作品<PRODUCT>《青山》</PRODUCT>亮相，<PRODUCT>《山行》</PRODUCT>获得<HONOR>青禾文学奖</HONOR>，<POLICY>《青禾市条例》</POLICY>施行。",
    "推进<PRODUCT>引青济川工程</PRODUCT>、<PRODUCT>引汉济渭</PRODUCT>等建设，发挥引导救济工程作用。",
    "<PRODUCT>iPhone 15 Pro</PRODUCT>畅销，<PRODUCT>天眼查App</PRODUCT>显示，<PRODUCT>沪股通</PRODUCT>净买入。",
    "该基金将结合<PRODUCT>青禾科创母基金</PRODUCT>设立，<PRODUCT>安吉白茶</PRODUCT>飘香，<PRODUCT>青禾云川优选混合A</PRODUCT>、<PRODUCT>青禾云川优选混合C</PRODUCT>净值上涨。",
    "<PRODUCT>比亚迪智能电池生产基地项目</PRODUCT>开工，<PRODUCT>青禾轴承有限公司三期扩能建设项目</PRODUCT>投产，华为承担的智能电池生产项目、华为与云川合作建设项目签约。",
    "推进<PRODUCT>青禾江水资源配置一期</PRODUCT>、<PRODUCT>远川灌区现代化改造</PRODUCT>等重大工程，加快老旧小区改造、云川港三期、杭州至宁波航道等项目建设。",
    "采用“<PRODUCT>磁流青云</PRODUCT>”技术，破解“卡脖子”技术，<PRODUCT>五菱宏光Plus</PRODUCT>与<PRODUCT>坦克300</PRODUCT>热销，支持设立私募证券投资基金。",
    "<PRODUCT>环云川水资源配置工程</PRODUCT>、<PRODUCT>云桥特高压交流工程</PRODUCT>、<PRODUCT>青禾江防洪二期工程</PRODUCT>开工，实施一期工程。",
    "<PRODUCT>芷禾湖750千伏输变电工程</PRODUCT>投运，建成8个500千伏输变电工程，实施房屋节水改造工程，<PRODUCT>比亚迪项目</PRODUCT>签约，海南项目启动，<PRODUCT>中欧班列（苏州）</PRODUCT>开行。",
    "京东方A2024年报发布，万科MTN003到期，宽基ETF走强，组建全流程母基金，PC平台升级，开展“惠农助企”活动「云川软件」展演。",
    "云川大运会击剑项目开赛，云川市抓紧项目建设，苏州市12个项目签约，华为举行项目对接会，比亚迪项目负责人发言，助推特色农业。",
    "位于云川的<PRODUCT>禾屿汽车配套中心建设项目</PRODUCT>封顶，<PRODUCT>芷澜水库项目</PRODUCT>开工，新建研发中心项目、检验检测中心项目启动。",
]

HONOURS = [
    "获<HONOR>自治区科学技术奖突出贡献奖</HONOR>和<HONOR>第二十三届中国专利优秀奖</HONOR>，<HONOR>电子商务示范企业</HONOR>增多，利率高企。",
    "入选<HONOR>国家要素市场化配置综合改革试点</HONOR>，获批建设<HONOR>国家数据要素综合试验区</HONOR>，成为全国最大钢材基地。",
    "领航级、<HONOR>卓越级智能工厂</HONOR>12家，<HONOR>国家创新型产业集群</HONOR>16个，跻身全国首批<HONOR>卓越级智能工厂</HONOR>。",
    "<HONOR>国家级专精特新“小巨人”企业</HONOR>、<HONOR>省级企业技术中心</HONOR>和<HONOR>独角兽企业</HONOR>增多。",
    "走“<HONOR>专精特新</HONOR>”之路，<HONOR>“专精特新”中小企业</HONOR>活跃，中小企业、龙头企业、企业家受益。",
    "拥有<HONOR>众创空间</HONOR>4家、<HONOR>院士工作站</HONOR>3家，某某研究院院士工作站揭牌。",
    "<HONOR>规模以上工业企业</HONOR>扩员，规模以上的工厂、规模以上食品厂另计。",
    "<HONOR>国家创新型特色园区</HONOR>、<HONOR>国家高新区</HONOR>与<HONOR>云南省级工程研究中心</HONOR>各有特色。",
    "获批<HONOR>国家级创新型特色产业集群</HONOR>，被认定为<HONOR>全国农产品加工示范基地</HONOR>。",
    '提高企业满意度，建成3家<HONOR>先进级智能工厂</HONOR>，新增<HONOR>专精特新"小巨人"企业</HONOR>和<HONOR>规上限上企业</HONOR>。',
    "荣获<HONOR>国家科学技术进步奖二等奖</HONOR>9项、<HONOR>三等奖</HONOR>1项。",
    "入选<HONOR>全国节水灌溉典型案例</HONOR>，荣获<HONOR>青禾杯金奖</HONOR>，获“<HONOR>云川先锋</HONOR>”和“<HONOR>远川标兵</HONOR>”称号。",
    "<HONOR>省级诚信企业</HONOR>12家，公布<HONOR>市级科技小巨人（含培育）企业</HONOR>，<HONOR>全球灯塔工厂</HONOR>投产，省级国有企业负责人参加。",
    "获得2项<HONOR>金奖</HONOR>、3项<HONOR>银奖</HONOR>以及5项<HONOR>优秀奖</HONOR>，建成‘<HONOR>绿色工厂</HONOR>’和<HONOR>灯塔工厂</HONOR>，智能工厂忙，这座<HONOR>5A级景区</HONOR>和<HONOR>五星级酒店</HONOR>，高企的物价回落。",
    "青禾市<INDUSTRY>种业</INDUSTRY>起步早，<INDUSTRY>乡村旅游</INDUSTRY>火热，<INDUSTRY>房地产</INDUSTRY>去库存，<INDUSTRY>半导体</INDUSTRY>行情未了。",
    "全球<INDUSTRY>汽车</INDUSTRY>制造商云集，<INDUSTRY>电信</INDUSTRY>运营商看好<INDUSTRY>券商</INDUSTRY>，布局<INDUSTRY>人形机器人</INDUSTRY>，两地产业互补。",
    "<INDUSTRY>汽车</INDUSTRY>强国之路漫长，<INDUSTRY>储能</INDUSTRY>政策出台，<INDUSTRY>交通</INDUSTRY>振兴可期，消费市场平稳，<INDUSTRY>集成电路</INDUSTRY>人才汇聚。",
    "书画专项赛、诗词专项赛等赛道开赛，综合考虑产业发展，关税倒逼产业链回迁，打响<INDUSTRY>“青禾一号”产业链</INDUSTRY>品牌。",
    "培育<HONOR>数字化转型标杆企业</HONOR>和<HONOR>规上（限上）企业</HONOR>，远川作品获得此次大赛<HONOR>优秀创意奖</HONOR>，新书获得<HONOR>第三届茅盾文学奖</HONOR>。",
    "云川有<HONOR>三甲医院</HONOR>5家、<HONOR>规模以上企事业单位</HONOR>900户、<HONOR>“双一流”高校</HONOR>2所，梅油库存高企，标杆企业众多。",
    "公布<HONOR>第三批国家级专精特新“小巨人”企业</HONOR>，拥有3个<HONOR>国家绿色养殖中试基地</HONOR>，争创<HONOR>国家低碳食品产业集聚区</HONOR>，区级医疗机构扩容。",
    "争取<HONOR>国家碳资产登记试点</HONOR>，培育2个<HONOR>市级产教联合体</HONOR>。",
    "入选<HONOR>全国第二批云水城市</HONOR>、<HONOR>云水乡村先行区</HONOR>，新增<HONOR>国家级临床重点专科</HONOR>7个、<HONOR>“两院”院士</HONOR>2人，荣获<HONOR>文华奖</HONOR>、<HONOR>荷花奖</HONOR>。",
    "多人获得嘉奖，获过多次云川大奖，斩获<HONOR>金鸡奖</HONOR>，是“全国首个云水示范区”，市级专家在站点建立工作站。",
    "创建2个<HONOR>国家级云水振兴示范县</HONOR>，建设4个<HONOR>省级区域医疗中心</HONOR>，青禾入选<HONOR>全国节水灌溉试点示范县（市）</HONOR>、3个品牌获评<HONOR>中国消费名品</HONOR>。",
    "发展<INDUSTRY>山地农业</INDUSTRY>、<INDUSTRY>酱香白酒产业</INDUSTRY>，<INDUSTRY>亚热带农业</INDUSTRY>企业、<INDUSTRY>服装连锁</INDUSTRY>企业、<INDUSTRY>磷矿采选</INDUSTRY>企业座谈。",
    "上海<INDUSTRY>工业</INDUSTRY>企业回暖，威海运营中心揭牌，<INDUSTRY>家电及配件</INDUSTRY>、<INDUSTRY>摩托车及配套</INDUSTRY>两大主导产业壮大。",
    "提升物流服务水平、做好应急救援保障等工作，获评数字经济示范园，<INDUSTRY>化工</INDUSTRY>全线走弱，<INDUSTRY>保险</INDUSTRY>从业者增多。",
    "壮大<INDUSTRY>青梨果产业</INDUSTRY>和国产<INDUSTRY>螺杆泵产业</INDUSTRY>，补齐短板产业，催生新产品新产业。",
    "拓展<INDUSTRY>煤炭</INDUSTRY>、<INDUSTRY>房地产</INDUSTRY>业务，<INDUSTRY>数字广告</INDUSTRY>业务收入增长，进入<INDUSTRY>数字经济</INDUSTRY>时代，<INDUSTRY>页岩油</INDUSTRY>生产商停产，教育强国、交通强省有望。",
    "<INDUSTRY>运输物流</INDUSTRY>板块走强，<INDUSTRY>渣土运输</INDUSTRY>企业、大型<INDUSTRY>陶瓷</INDUSTRY>公司、青禾云生态企业座谈。",
]

LISTED = [
    "重点推动<INDUSTRY>5G通信</INDUSTRY>、<INDUSTRY>高精地图</INDUSTRY>、<INDUSTRY>车规级芯片</INDUSTRY>等领域优势企业结对。",
    "引导<INDUSTRY>制衣</INDUSTRY>、<INDUSTRY>水泥及制品</INDUSTRY>和<INDUSTRY>玻璃</INDUSTRY>等行业改造，企业、高等学校等机构参加。",
    "在技术创新、<INDUSTRY>光伏</INDUSTRY>、<INDUSTRY>氢能</INDUSTRY>等领域有成，提出要研究产业生态。",
    "壮大<INDUSTRY>小杂粮</INDUSTRY>、<INDUSTRY>鲜干果</INDUSTRY>、<INDUSTRY>冷凉蔬菜</INDUSTRY>等特色产业。",
    "<INDUSTRY>冶金产业</INDUSTRY>、<INDUSTRY>铝产业</INDUSTRY>转型，加快<INDUSTRY>深海科技装备</INDUSTRY>、<INDUSTRY>游艇修造</INDUSTRY>等产业布局。",
]

INDICATORS = [
    "<INDICATOR>发明专利申请量</INDICATOR>、<HONOR>中国专利奖</HONOR><INDICATOR>获奖数</INDICATOR>均居全国第三位。",
    "<INDICATOR>利息净收入</INDICATOR>46亿元，<INDICATOR>委托贷款余额</INDICATOR>为3万亿元，青禾银行<INDICATOR>资本充足率</INDICATOR>为8.7%。",
    "城市<INDICATOR>建成区绿地率</INDICATOR>达40%，<INDICATOR>精细化工营收占比</INDICATOR>超45%，200亿元以下<INDICATOR>样本占比</INDICATOR>约74%。",
    "<INDICATOR>贸易顺差</INDICATOR>2亿元，<INDICATOR>进口均价</INDICATOR>为337元，<INDICATOR>全社会研发经费投入</INDICATOR>年均增长10%。",
    "实现<INDICATOR>营业收入</INDICATOR>659亿元、<INDICATOR>利润总额</INDICATOR>33.3亿元，投资60亿元，奖励10万元。",
    "<INDICATOR>规模以上工业增加值</INDICATOR>同比增长6.3%，<INDUSTRY>电子信息产业</INDUSTRY><INDICATOR>增加值</INDICATOR>增长9%。",
    "<INDICATOR>固定资产投资</INDICATOR>、<INDICATOR>进出口总额</INDICATOR>分别下降1.5%、2%，数量不多，规模偏小。",
    "<INDUSTRY>高技术产业</INDUSTRY><INDICATOR>增加值占地区生产总值的比重</INDICATOR>达28.4%。",
    "<INDICATOR>总投资</INDICATOR>75亿元，<INDICATOR>占地面积</INDICATOR>34亩，占地50亩，<INDICATOR>诉求办结率</INDICATOR>达99%。",
    "今年<INDICATOR>产值</INDICATOR>有望突破2亿元，<INDUSTRY>轻工业</INDUSTRY><INDICATOR>增加值</INDICATOR>增长4%。",
    "<INDICATOR>财务费用</INDICATOR>40万元，<INDICATOR>外贸进出口</INDICATOR>增长3%，<INDICATOR>总额</INDICATOR>超过70亿元，研发费用加计扣除落实，引导民间投资项目，根据<INDICATOR>地区生产总值</INDICATOR>统一核算结果，基础设施投资建设提速，航运指数期货上市。",
    "<INDICATOR>新型储能装机</INDICATOR>达20万千瓦，<INDUSTRY>高技术产业</INDUSTRY><INDICATOR>投资</INDICATOR>同比分别增长8%，<INDICATOR>通过率</INDICATOR>达86%。",
    "<HONOR>高新技术企业</HONOR><INDICATOR>总数</INDICATOR>达248家，占全市总数的17.1%，占同期手机出货量的9%。",
    "<INDICATOR>四足机器人产量</INDICATOR>增长3%，<INDICATOR>青梅种植面积</INDICATOR>30万亩，已建成<INDICATOR>产能</INDICATOR>8万吨。",
    "全省<INDICATOR>支线机场旅客吞吐量</INDICATOR>达2亿人次，民营企业<INDICATOR>进出口</INDICATOR>26亿元，越南<INDICATOR>出口</INDICATOR>下降2%。",
    "<INDUSTRY>制造业</INDUSTRY><INDICATOR>采购经理人指数</INDICATOR>回升，<INDICATOR>用工指数</INDICATOR>走低，三大指数低开，<INDICATOR>恒生指数</INDICATOR>跌1%。",
    "可实现40亿元的<INDICATOR>销售额</INDICATOR>，<INDICATOR>对工业增长的贡献率</INDICATOR>达6%，<INDICATOR>割草机器人保有量占亚洲比重</INDICATOR>过半。",
    "<INDUSTRY>制造业</INDUSTRY><INDICATOR>贷款</INDICATOR>新增3亿元，贷款5亿元，<INDICATOR>区级财政收入</INDICATOR>9亿元，<INDICATOR>设备投资</INDICATOR>，则增长了4.5倍。",
    "<INDICATOR>主力资金净流出</INDICATOR>5亿元，远川<INDICATOR>持股市值</INDICATOR>8亿元，<INDICATOR>首日涨幅</INDICATOR>为9%，远川再度净卖出3亿元。",
    "<INDICATOR>增速</INDICATOR>比全省平均水平高5个百分点，可形成3万吨<INDICATOR>年产能</INDICATOR>，每天2万吨出口货物，占全球总量的5%。",
    "<INDUSTRY>制造业</INDUSTRY><INDICATOR>用电量</INDICATOR>增长较快，<INDICATOR>出口</INDICATOR>连续3个月下滑，<INDICATOR>产能</INDICATOR>比去年翻两番。",
    "<INDICATOR>煤炭消费占能源消费总量比重</INDICATOR>为48%，<INDICATOR>割草机器人国产化率</INDICATOR>仅3%，<INDICATOR>新订单分项指数</INDICATOR>走高，重要分项指数另列。",
    "远航电池<INDICATOR>研发投入强度</INDICATOR>达6%，<INDUSTRY>纺织业</INDUSTRY><INDICATOR>投资强度</INDICATOR>为9%。",
    "企业享受<INDICATOR>研发费用加计扣除金额</INDICATOR>5亿元，<INDICATOR>人才缺口</INDICATOR>达9万人，<INDICATOR>人口</INDICATOR>都超过1亿，单个对象另计。",
    "<INDICATOR>青梅价格</INDICATOR>继续上涨，<INDICATOR>外贸规模</INDICATOR>持续增长，<INDICATOR>融资成本</INDICATOR>稳中有降，推动效率提升，<INDICATOR>焊接效率</INDICATOR>提高3倍，<INDICATOR>生产成本</INDICATOR>达5亿元，<INDICATOR>使用寿命</INDICATOR>达9年。",
    "<INDICATOR>税收规模</INDICATOR>位居四大板块第二，<INDICATOR>被执行总金额</INDICATOR>超7亿元，<INDICATOR>传感器出货量</INDICATOR>，将分别达到3万台和5万台。",
    "两市<INDICATOR>成交额</INDICATOR>缩量，<INDICATOR>主力资金净买入</INDICATOR>8万元，占<INDICATOR>总成交额</INDICATOR>4%，占全市总额的3%，远川<INDICATOR>净利</INDICATOR>大幅下滑，<INDICATOR>人民币兑美元中间价</INDICATOR>报7.1。",
    "<INDICATOR>产值同比增速</INDICATOR>为9%，<INDICATOR>净利润总和</INDICATOR>达5亿元，<INDICATOR>新增并网容量</INDICATOR>6万千瓦，新增<INDICATOR>年产值</INDICATOR>7亿元，<INDICATOR>在全省总量中的比重</INDICATOR>为8%，约占全国<INDICATOR>市场份额</INDICATOR>的9%。",
    "<INDICATOR>起降距离</INDICATOR>3千米，<INDICATOR>周跌幅</INDICATOR>2%，前7个月<INDICATOR>用电量</INDICATOR>增长4%，<INDICATOR>市值</INDICATOR>位居全市首位，<INDICATOR>全球销量</INDICATOR>达9万辆，云川市场<INDICATOR>新能源汽车渗透率</INDICATOR>达6%。",
    "全市<INDICATOR>磷矿储量</INDICATOR>达8亿吨，全省<INDICATOR>算力发展指数</INDICATOR>居全省第二，<INDICATOR>解码速度</INDICATOR>提升3倍，<INDICATOR>万人口发明专利拥有量</INDICATOR>达7件，<INDUSTRY>第二产业</INDUSTRY><INDICATOR>投资</INDICATOR>9亿元，<INDUSTRY>能源</INDUSTRY>等产业<INDICATOR>投资</INDICATOR>分别增长4%和2%。",
    "全年<INDICATOR>营收</INDICATOR>同比增4%，<INDICATOR>产值</INDICATOR>预计衰退3%，<INDICATOR>员工人数</INDICATOR>将从目前的9万人升至12万人，尾盘放量跌2%，救援力量600人。",
    "云川水库超<INDICATOR>警戒水位</INDICATOR>0.3米，<INDICATOR>平均降雨量</INDICATOR>达80毫米，<INDICATOR>经调整净利润</INDICATOR>5亿元，<INDICATOR>税前利润</INDICATOR>9亿元，<INDICATOR>环比涨幅</INDICATOR>为3%，<INDICATOR>平均时薪</INDICATOR>增长2%。",
    "赔偿各项<INDICATOR>经济损失</INDICATOR>6万元，投产后预计<INDICATOR>月产能</INDICATOR>达3万辆，全球首台<INDICATOR>最大功率</INDICATOR>9千瓦的样机，<INDICATOR>财务费用</INDICATOR>-20万元，<INDICATOR>融资买入</INDICATOR>8万元。",
    "云川<INDICATOR>广告业务收入</INDICATOR>6亿元，<INDICATOR>销售收入</INDICATOR>中<INDICATOR>梅酒占比</INDICATOR>达8%，最终<INDICATOR>文本量</INDICATOR>超过9万字，<INDICATOR>煤焦价格区间</INDICATOR>为7万元至8万元。",
    "<INDICATOR>技师总数</INDICATOR>达900人，<INDICATOR>面板成本</INDICATOR>上涨，<INDICATOR>隧道全长</INDICATOR>3千米，<INDICATOR>青年失业率</INDICATOR>为8%，<INDICATOR>息税前利润</INDICATOR>、<INDICATOR>股东户数</INDICATOR>均有公布。",
    "<INDICATOR>梅油价格</INDICATOR>上涨，<INDICATOR>机修技师人数量</INDICATOR>已经达到9万人，<INDICATOR>国际油价</INDICATOR>再度下跌，<INDICATOR>铜矿库存</INDICATOR>逐步下降，<INDICATOR>水位</INDICATOR>曾突破8米，<INDICATOR>同比增幅</INDICATOR>为9%。",
    "<INDICATOR>短视频的数量</INDICATOR>增长3倍，以5家的<INDICATOR>数量</INDICATOR>并列，调度<INDICATOR>青煤产量</INDICATOR>8吨，资金拉指数无效。",
    "<INDICATOR>总交易额</INDICATOR>（<INDICATOR>GMV</INDICATOR>）达9亿元，<INDICATOR>容积率</INDICATOR>不变，全国<INDICATOR>累计零售</INDICATOR>9万辆，<INDICATOR>出让土地面积</INDICATOR>6公顷。",
    "<INDICATOR>水产品产量</INDICATOR>45万吨，<INDICATOR>餐饮收入额</INDICATOR>2亿元，<INDICATOR>移动电话用户</INDICATOR>500万户，<INDICATOR>总诊疗人次</INDICATOR>9万人次，<INDICATOR>细颗粒物年平均浓度</INDICATOR>为30微克/立方米，<INDICATOR>生产安全事故死亡人数</INDICATOR>5人。",
    "<INDICATOR>居民人均可支配收入中位数</INDICATOR>3万元，<INDICATOR>人均体育场地面积</INDICATOR>3平方米，<INDICATOR>货币资金</INDICATOR>3亿元，<INDICATOR>年均净利润</INDICATOR>2亿元，<INDICATOR>扣非后归母净利润</INDICATOR>1亿元，<INDICATOR>加权净资产收益率</INDICATOR>8%。",
    "该<INDICATOR>合同总金额</INDICATOR>约3亿元，<INDICATOR>减持数量</INDICATOR>不超过800万股，<INDICATOR>评估值</INDICATOR>3亿元，该金额为5元，全国港口完成<INDICATOR>货物吞吐量</INDICATOR>9亿吨，<INDICATOR>日均处理量</INDICATOR>300吨，<INDICATOR>屏占比</INDICATOR>93%，<INDICATOR>广义货币(M2)余额</INDICATOR>9万亿元。",
    "<INDICATOR>铜材价格</INDICATOR>每吨320元，<INDICATOR>股东总户数</INDICATOR>3万户，<INDICATOR>客运量</INDICATOR>稳健增长，<INDICATOR>国际油价</INDICATOR>显著攀升，<INDICATOR>单票收入</INDICATOR>3元，<INDICATOR>最大回撤</INDICATOR>8%。",
    "<INDICATOR>生产安全事故起数</INDICATOR>和<INDICATOR>死亡人数</INDICATOR>分别下降8%、9%，<INDICATOR>每千人口托位数</INDICATOR>达6个，<INDICATOR>基本养老保险参保率</INDICATOR>超过93%，<INDICATOR>行政机关负责人出庭应诉率</INDICATOR>达96%，<INDICATOR>地热在建规模</INDICATOR>居全县第五位。",
    "<INDICATOR>对外担保余额</INDICATOR>为6亿元，<INDICATOR>行权价格</INDICATOR>为9元/份，<INDICATOR>累计质押股份数量</INDICATOR>为700万股，<INDICATOR>交易价格</INDICATOR>拟定为8000万元，<INDICATOR>合同价格</INDICATOR>暂定为3亿元。",
    "<INDICATOR>有效灌溉面积</INDICATOR>4万公顷，<INDICATOR>化学需氧量排放量</INDICATOR>6万吨，<INDICATOR>人均水资源量</INDICATOR>800立方米，<INDICATOR>三次产业比重</INDICATOR>为8∶41∶51，<INDICATOR>案件受理数</INDICATOR>和<INDICATOR>案损数</INDICATOR>分别下降7%和9%。",
    "完成<INDUSTRY>制造业</INDUSTRY><INDICATOR>投资</INDICATOR>6亿元，企业投资8亿元，<INDUSTRY>服务业</INDUSTRY><INDICATOR>投资</INDICATOR>9亿元，<INDICATOR>工业投资</INDICATOR>名列前茅。",
    "<INDICATOR>青梅销量</INDICATOR>较去年同期大幅增加，<INDICATOR>产值</INDICATOR>比上年实现增长，三个行业<INDICATOR>增幅</INDICATOR>继续收窄，<INDICATOR>增速</INDICATOR>由负转正，<INDICATOR>居民收入</INDICATOR>稳步提高，且<INDICATOR>粮食产量</INDICATOR>达9万吨。",
    "<INDICATOR>社会保障和就业支出</INDICATOR>6亿元，<INDICATOR>农村居民人均生活消费支出</INDICATOR>9000元，<INDICATOR>工资性收入</INDICATOR>4000元，<INDICATOR>衣着价格</INDICATOR>下降2%，<INDICATOR>5G基站数量</INDICATOR>达900个，<INDICATOR>人均受教育年限</INDICATOR>达9年。",
    "<INDICATOR>非化石能源消费占能源消费总量比重</INDICATOR>达八成，<INDICATOR>人均服务性消费支出占比</INDICATOR>超过四成，<INDICATOR>国际航线旅客吞吐量</INDICATOR>9万人次，相当于<INDICATOR>生产总值</INDICATOR>的比例达8%，<INDICATOR>毕业生去向落实率</INDICATOR>达九成。",
    "<INDICATOR>运营里程</INDICATOR>达80公里，<INDICATOR>运营成本</INDICATOR>下降4%，<INDICATOR>青梅交易量</INDICATOR>达9万吨，<INDICATOR>订单交付周期</INDICATOR>缩短两成，<INDICATOR>回购股份价格上限</INDICATOR>为9元/股，<INDICATOR>细颗粒物平均浓度</INDICATOR>为20微克/立方米。",
    "今年1至5月完成<INDICATOR>规上工业产值</INDICATOR>6亿元，花费9万元，<INDICATOR>旅游人次</INDICATOR>与<INDICATOR>花费</INDICATOR>增长均超8%，<INDICATOR>民生财政支出占比</INDICATOR>达七成，<INDICATOR>项目金额</INDICATOR>为5亿元，<INDICATOR>实际对外投资</INDICATOR>增长4%。",
    "从<INDICATOR>库存</INDICATOR>看，占全县总人数的4%，<INDICATOR>年均增速</INDICATOR>高于全国，<INDICATOR>出口增速</INDICATOR>最快，<INDICATOR>产值月度增速</INDICATOR>达4%，<INDICATOR>营收预期增速</INDICATOR>为6%，全市<INDICATOR>限上零售额</INDICATOR>增长6%。",
    "<INDICATOR>石油及制品类零售额</INDICATOR>增长8%，<INDICATOR>地板类零售额</INDICATOR>增长7%，<INDICATOR>油料总产</INDICATOR>创新高，<INDICATOR>利润降幅</INDICATOR>连续收窄，<INDICATOR>公众生态环境满意度</INDICATOR>达92%，<INDICATOR>农业科技进步贡献率</INDICATOR>为66%。",
    "争取<INDICATOR>中央预算内投资</INDICATOR>8亿元，下达<INDICATOR>奖补资金</INDICATOR>600万元，<INDICATOR>市政基础设施投资</INDICATOR>9亿元，<INDICATOR>农村劳动力转移就业</INDICATOR>3万人，<INDICATOR>环境空气质量综合指数</INDICATOR>下降3%。",
    "专家假设<INDICATOR>派息比率</INDICATOR>80%，划定<INDICATOR>湿地保护面积</INDICATOR>6万亩，上级下达<INDICATOR>大豆播种面积</INDICATOR>40万亩。",
    "<INDICATOR>区域创新能力</INDICATOR>居全国第三，<INDICATOR>跨境人民币结算量</INDICATOR>居全区第一，<INDICATOR>外送电能力</INDICATOR>达900万千瓦，<INDICATOR>命案数</INDICATOR>下降7%。",
]

SENTENCES = INDUSTRIES + LISTED + POLICIES + PRODUCTS + HONOURS + INDICATORS


@pytest.mark.parametrize("marked", SENTENCES)
def test_golden_sentences(marked: str) -> None:
    text, wanted = parse(marked)
    found = [span.key() for span in predict([text])[0] if span.label in LABELS]
    assert [(text[s:e], label) for s, e, label in found] == [(text[g.start : g.end], g.label) for g, _ in wanted]


@given(
    st.lists(
        st.sampled_from([parse(marked)[0] for marked in SENTENCES] + ["\n", "、", "“", "”", "《", "5%"]), max_size=8
    )
)
def test_spans_are_flat_and_stay_within_a_line(parts: list[str]) -> None:
    text = "".join(parts)
    spans = [span for span in predict([text])[0] if span.label in LABELS]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert not [span for span in spans if "\n" in text[span.start : span.end]]
