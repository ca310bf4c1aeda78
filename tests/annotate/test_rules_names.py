"""Golden sentences for places, parks, organs, companies, organisations and people."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.rules import predict
from tests.annotate.golden import parse

LABELS = ("LOC", "PARK", "GOV", "COMPANY", "ORG", "PERSON")

GOLDEN = [
    "<LOC>江苏常州</LOC>与<LOC>浙江省宁波市</LOC>融入<LOC>长三角</LOC>，发展中国家来访，走中国式现代化道路。",
    "项目位于<LOC>杭州市余杭区仓前街道</LOC>，产品出口<LOC>德国</LOC>、<LOC>东南亚</LOC>。",
    "<LOC>贵州</LOC>与<LOC>苏州河</LOC>北岸的世界首个馆。",
    "支持<LOC>成渝地区双城经济圈</LOC>建设提速。",
    "与<LOC>东盟</LOC>、<LOC>法国里昂</LOC>和<LOC>中国华东地区</LOC>通商，<LOC>京津冀</LOC>地区生产总值增长，为相关中小企业服务。",
    "峰会在<LOC>沪</LOC>召开，<LOC>云渝高铁</LOC>、<LOC>青穗高速</LOC>和<LOC>禾远水库</LOC>开工，支线机场、跨海大桥和高速公路受益。",
    "<LOC>云川至青禾铁路</LOC>和<LOC>远禾—千穗高速公路</LOC>开工，提速<LOC>禾远机场</LOC>建设，加固病险水库，新建又一条高铁和郊野公园。",
    "提升<LOC>宜昌</LOC>省域副中心能级，<LOC>禾远国家考古遗址公园</LOC>挂牌，<LOC>中国</LOC>高铁出海，没有大的道路交通事故。",
    "支持<LOC>粤东</LOC><LOC>粤西</LOC><LOC>粤北地区</LOC>发展，面向<LOC>南亚</LOC><LOC>东南亚</LOC>开放，建设<LOC>豫西城镇圈</LOC>，团结坚如磐石。",
    "<LOC>安康</LOC>、<LOC>石泉</LOC>获评，防汛惠及<LOC>都柳江</LOC>流域，投运<LOC>榆阳机场</LOC>开放口岸，建设<LOC>龙川新城</LOC>。",
    "<GOV>国家统计局</GOV>新闻发言人、<GOV>国民经济核算司</GOV>司长介绍，优化通关环境，做好用眼健康，下载通讯软件，远洋渔业增产。",
    "来源：<ORG>中国日报网</ORG>、<ORG>人民网安徽频道</ORG>，（<ORG>总台</ORG>记者<PERSON>秦望舒</PERSON>）。",
    "<LOC>湘鄂渝黔</LOC>毗邻地区和<LOC>晋陕豫</LOC>三省联动，<LOC>禾惠城际</LOC>开工，帮助<LOC>鄂州</LOC>申建空港综保区，建设<PARK>雄安新区</PARK>，县域二甲公立医院。",
    "违停处罚<ORG>扬子晚报</ORG>报道，今天下午去<ORG>清华大学</ORG>。",
    "<ORG>国家超算青岛中心</ORG>扩容，位于<LOC>合肥市蜀山区千穗湖路</LOC>，采用CNN神经网络，他是创始人兼首席执行官。",
    "<LOC>川渝</LOC>两地企业对<LOC>美</LOC>出口，在<LOC>湘</LOC>投资，“青海味道”走俏，<LOC>中国内地</LOC>与<LOC>俄亥俄州利金县</LOC>居前。",
    "地块东至<LOC>青禾路</LOC>，南临<LOC>云川河</LOC>，邻近<LOC>合肥市蜀山区禾苗路66号</LOC>和<LOC>远禾片区</LOC>，各片区开工，<LOC>福建馆</LOC>开馆。",
    "<GOV>道滘镇政府</GOV>与企业签约，<LOC>道滘镇</LOC>看好<LOC>道滘镇</LOC>，加大陆海联动。",
    "<COMPANY>青禾远航电池科技有限公司</COMPANY>（下称“<COMPANY>远航电池</COMPANY>”）投产，<COMPANY>远航电池</COMPANY>增资。",
    "<LOC>佛山</LOC>市属国企给<LOC>中国</LOC>经济带来活力，<LOC>沪深</LOC>两市走高，加大连续支持力度。",
    "走进<PARK>武汉东湖高新区</PARK>和<PARK>清远高新区</PARK>，各高新区、国家高新区、省级开发区、园区都在行动。",
    "<PARK>西部（重庆）科学城</PARK>、<PARK>中关村</PARK>、<PARK>两江新区</PARK>与<PARK>常州科教城</PARK>。",
    "<PARK>上海自贸试验区云川片区</PARK>和<PARK>中关村西区</PARK>扩容，<LOC>江西省</LOC>三个综保区进出口增长，三大片区联动。",
    "<PARK>比亚迪合肥基地</PARK>与<PARK>青禾公路港</PARK>投产，建设<PARK>比亚迪华南新材料产业基地</PARK>，<LOC>合肥</LOC>基地很多。",
    "<PARK>青岛跨境电商综试区</PARK>抓住机遇，认定为<LOC>广东省</LOC>高新区，建设智慧园区，<PARK>禾穗园区</PARK>投产。",
    "<PARK>襄阳科技城</PARK>（以下简称“<PARK>科技城</PARK>”）招商，<PARK>科技城</PARK>扩容。",
    "法定代表人：<PERSON>魏林</PERSON>\n注册地在<LOC>合肥市</LOC>，副总经理<PERSON>贾明</PERSON>：在我们这里。",
    "为<LOC>上海</LOC>市民服务，<LOC>北京</LOC>市场活跃，<GOV>上海市民政局</GOV>发文，<LOC>湖南省</LOC>星级乡村旅游区开门。",
    "常委、宣传部部长<PERSON>陈奕</PERSON>，原署长<PERSON>柳文杰</PERSON>，党组成员<PERSON>赵明</PERSON>出席。",
    "<PERSON>凌敏智</PERSON> 持股增加，<PERSON>刘建明</PERSON>增加33万股，<ORG>中国产学研合作促进会</ORG>发文。",
    "<LOC>上海浦东新区</LOC>与<LOC>滨海新区</LOC>是区，<PARK>天府新区</PARK>不是。",
    "努力打造<LOC>杭州市</LOC>高质量发展示范区。",
    "<GOV>北京市科委</GOV>、<GOV>中关村管委会</GOV>与<GOV>东莞市人民政府</GOV>发文，各区工信部门落实。",
    "认真贯彻<GOV>甘肃省委</GOV>、<GOV>省政府</GOV>的部署，<GOV>清远高新区党工委</GOV>开会。",
    "<GOV>国务院</GOV>、<GOV>工业和信息化部</GOV>和<GOV>广东省佛山市工业和信息化局</GOV>。",
    "<GOV>挪威央行</GOV>与<GOV>丹麦贸易和工业部</GOV>表态，<LOC>挪威</LOC>东部降温，<GOV>市科技局</GOV>副局长<PERSON>陆知行</PERSON>说。",
    "<GOV>国家税务总局湖南省税务局</GOV>发文，<GOV>省国资委</GOV>与各地国资委、地方国资委跟进，<GOV>市十二届人大常委会</GOV>开会。",
    "<GOV>国家税务总局两江新区税务局</GOV>、<GOV>商务部办公厅</GOV>、<GOV>水利部长江水利委员会</GOV>发文，各地市文旅局、<LOC>云南</LOC>等地卫健委跟进。",
    "<GOV>合肥市市场监管局</GOV>（<GOV>知识产权局</GOV>）、<GOV>深圳宝安机场海关</GOV>与<ORG>共青团合肥市委</ORG>发文，<GOV>省科技厅高新处</GOV>处长<PERSON>陆知行</PERSON>说。",
    "<GOV>滨海新区区委组织部</GOV>、<GOV>江西省委军民融合发展委员会</GOV>与<GOV>自治区工信厅</GOV>。",
    "<GOV>南昌市青禾山风景名胜区管委会</GOV>、<GOV>青禾科学城管委会</GOV>招商，各功能区管委会参加。",
    "<COMPANY>宜昌长机科技有限责任公司</COMPANY>扩产，<COMPANY>长机科技</COMPANY>的产品出口，该公司盈利。",
    "在加工方面，<COMPANY>温氏</COMPANY>、<COMPANY>海大</COMPANY>、<COMPANY>泰昆</COMPANY>等企业加快建设。",
    "<COMPANY>无锡远川讯达网络股份有限公司</COMPANY>（以下简称“<COMPANY>远川讯达</COMPANY>”）公告，<COMPANY>远川讯达</COMPANY>增收。",
    "<COMPANY>青禾精工（中国）公司</COMPANY>董事长<PERSON>陆知行</PERSON>感慨。",
    "<COMPANY>紫轩酒业</COMPANY>荣获大奖，<COMPANY>光迅科技</COMPANY>副总经理<PERSON>卜勤练</PERSON>测算。",
    "委托<ORG>广州市钟表行业商会</ORG>和<ORG>北京市科学技术研究院</ORG>评审，建设重点实验室5个。",
    "<ORG>石河子大学科技园</ORG>、<ORG>中科院江西育成中心</ORG>、<ORG>中山大学南昌研究院</ORG>落户。",
    "据<ORG>新京报</ORG>和<ORG>中国汽车工业协会</ORG>消息。",
    "本报讯 <PERSON>卢俊锦</PERSON> <PERSON>聂金秀</PERSON> 记者 <PERSON>罗勉</PERSON>报道",
    "□ <PERSON>王梦龙</PERSON> <PERSON>秦小银</PERSON> <PERSON>李青云</PERSON>",
    "形成产业集群。（<PERSON>张漫子</PERSON>）",
    "中心主任<PERSON>贾品荣</PERSON>说，科学管理很重要。作者单位：某处",
    "撰稿/<PERSON>谢良兵</PERSON>（财经评论员）",
    "形成集群。（供稿：<PARK>西安高新区</PARK>）",
    "7月18日，<GOV>青禾市统计局</GOV>发布数据，各市统计局跟进。",
    "<COMPANY>格力电器</COMPANY>董事长<PERSON>陈望舒</PERSON>、总裁<PERSON>林晓禾</PERSON>出席奠基仪式。",
    "据<COMPANY>东方电气（福建）创新研究院有限公司</COMPANY>总经理<PERSON>刘泰生</PERSON>介绍，<COMPANY>国网重庆市电力公司</COMPANY>供电。",
    "<COMPANY>永道控股集团股份有限公司</COMPANY>与<COMPANY>小酒喔酒类供应链管理有限公司</COMPANY>签约。",
    "合作伙伴不乏<COMPANY>沃达丰</COMPANY>、<COMPANY>3M</COMPANY>、<COMPANY>哈曼</COMPANY>等头部企业，ALGAE项目落地。",
    "<GOV>工业和信息化部装备工业二司</GOV>副司长<PERSON>方砚</PERSON>到会，<COMPANY>农业银行青禾支行</COMPANY>放贷。",
    "今年以来，<LOC>道滘镇</LOC>推动特色小镇建设。<PERSON>孙斌</PERSON>强调，党工委要带头；总裁<PERSON>邵宗有</PERSON>说。",
    "<COMPANY>青禾远航电池科技有限公司</COMPANY>扩产，<GOV>青禾高新区管委会</GOV>主任<PERSON>陆知行</PERSON>说。",
    "包括<COMPANY>横滨轮胎</COMPANY>、<COMPANY>新协力机器</COMPANY>、<COMPANY>华为</COMPANY>、惠化中学、人工智能等。",
    "近日走入<PARK>比亚迪襄阳产业园</PARK>，<ORG>清华大学车辆与运载学院</ORG>教授<PERSON>欧阳明高</PERSON>说。",
    "研究员<PERSON>史丹</PERSON>认为，<GOV>江夏区科技和经济信息化局</GOV>要走访<LOC>松江区</LOC>产业园区。",
    "<LOC>天津港</LOC>吞吐量增长，<GOV>中央纪委国家监委</GOV>网站通报。",
    "<ORG>青禾日报</ORG>讯(<PERSON>苏青禾</PERSON> 记者 <PERSON>金泽林</PERSON>)",
    "副总经理<PERSON>王建禾</PERSON>高兴地说，审校:<PERSON>张翼林</PERSON>",
    "二级巡视员<PERSON>季岚</PERSON>表示，特邀专家<PERSON>苏望舒</PERSON>教授，处长<PERSON>伍一禾</PERSON>介绍，第一季度。",
    "控股股东<COMPANY>青控集团</COMPANY>与<COMPANY>星穗堂股份</COMPANY>结合自身优势，技术达到世界先进水平，金融资产投资公司跟进。",
    "<COMPANY>星穗汽车</COMPANY><ORG>联交所</ORG>公告，<COMPANY>星穗汽车</COMPANY>旗下工厂复产。",
    "<GOV>工业和信息化部原材料工业司</GOV>、<GOV>人民银行郑州中心支行</GOV>与<GOV>天津滨海高新区财政局</GOV>联合发文。",
    "<GOV>杭州市余杭区仓前街道党工委</GOV>会见<ORG>国际禾苗学会</ORG>，2个<ORG>国家禾苗创新中心</ORG>落地，打造不出产业园的产业链。",
    "<ORG>中国信通院工业互联网与物联网研究所</ORG>到<PARK>湖南自贸试验区</PARK>三大片区调研。",
    "成立于2014年的<COMPANY>青禾科技有限公司云川分公司河口采油厂</COMPANY>，2014年<COMPANY>青禾集团有限公司</COMPANY>成立。",
    "<COMPANY>国家电投集团重庆公司</COMPANY>供电，<COMPANY>比亚迪</COMPANY>、<COMPANY>吉利</COMPANY>五大汽车公司、<COMPANY>招商银行</COMPANY>控股子公司。",
    "<COMPANY>中南传媒</COMPANY>一度涨停，<COMPANY>Quillon Therapeutics</COMPANY>股价上涨，医药股股价下跌。",
    "项目由5MW/15MWh储能系统组成。",
    "在<COMPANY>工行</COMPANY>任职，化工行业与职工行为，<COMPANY>国家电力投资集团有限公司</COMPANY>签约。",
    "据《意见》，<ORG>《云川日报》</ORG>与<ORG>央视新闻客户端</ORG>报道，<ORG>美国禾苗行业协会</ORG>（<ORG>AMIA</ORG>）成立，<ORG>AMIA</ORG>首席执行官说。",
    "<ORG>工业和信息化部电子第七研究所</ORG>与<ORG>青禾日报客户端</ORG>，加快科技成果转化。",
    "董事长为<PERSON>陆知行</PERSON>，总经济师<PERSON>何禾</PERSON>认为，分管领导任组长，<ORG>云南大学</ORG><PERSON>邓知行</PERSON>院士。",
    "作家<PERSON>秦青云</PERSON>继续写作，副处长<PERSON>张穗</PERSON>肯定了成果，首席预报员<PERSON>方砚</PERSON>。多年来她也曾多次说，代表、路演项目多，被告人<PERSON>叶某某</PERSON>认罪。",
    "首席执行官<PERSON>埃隆·马斯克</PERSON>、主席<PERSON>凯莉·J·塔索</PERSON>与<PERSON>马斯克</PERSON>到场，<LOC>湖南</LOC>·洪江。",
    "创始人 <PERSON>John Tasso</PERSON> 说，CEO <PERSON>Ada Quillon</PERSON> 到场，<PERSON>Quillon</PERSON>表示，"
    "<LOC>云南</LOC>8月2日电（记者<PERSON>行远川</PERSON>）（编译/<PERSON>李禾</PERSON>）",
    "责编 | <PERSON>张望舒</PERSON> 记者 <PERSON>马禾</PERSON>流程编辑：u01",
    "<PERSON>亚瑟·纽菲尔</PERSON>表示，<PERSON>纽菲尔</PERSON>还会来。",
    "该公司负责人姜先生称，图为签约现场。<PERSON>韩帅南</PERSON> 摄",
    "午后，<COMPANY>张家界</COMPANY>、<COMPANY>青禾旅游</COMPANY>、<COMPANY>招商银行</COMPANY>等纷纷涨超5%，"
    "银行、化学制药等跌幅居前。",
    "榜单中有<COMPANY>美的</COMPANY>与<COMPANY>格力电器</COMPANY>，苹果丰收，"
    "<COMPANY>松下能源</COMPANY>目前扩产，创业浪潮中有三家新创公司。",
    "知名品牌商<COMPANY>海尔集团</COMPANY>旗下品牌，<COMPANY>约翰·塔索公司</COMPANY>投产，<ORG>北交所</ORG>公司很多。",
    "<COMPANY>湖南青穗户外用品公司</COMPANY>总经理 <PERSON>李禾</PERSON>：订单翻番。"
    "技术主办 <PERSON>秦望舒</PERSON>：样品合格。",
    "龙头股<COMPANY>青禾股份</COMPANY>同样涨停，新股<COMPANY>N云川</COMPANY>登台亮相，<COMPANY>远川科技</COMPANY>（4天3板）、<COMPANY>招商银行</COMPANY>涨超5%。",
    "<LOC>德国</LOC><COMPANY>青穗科技</COMPANY>落户，消防排烟机器人与刀片电池展出，<COMPANY>远穗资本</COMPANY>创始合伙人<PERSON>陆知行</PERSON>到场。",
    "初创公司<COMPANY>Tessaro</COMPANY>扩产，<COMPANY>Quillon</COMPANY> 是一家企业，<COMPANY>Quillon</COMPANY>盈利，"
    "<COMPANY>通威太阳能</COMPANY>迎来十年。",
    "<ORG>合肥市第一人民医院</ORG>与<ORG>青禾大学云川校区</ORG>签约，<ORG>市总工会法律工作部</ORG>部长到会，<ORG>市农科院</ORG>参加，"
    "据<ORG>《远川标准报》</ORG>，<GOV>中国人民银行合肥中心支行</GOV>放款，破解商会难题。",
    "<GOV>市科技局</GOV>、<ORG>市总工会</ORG>和<ORG>共青团云川市委</ORG>主办，吸引了大学生和<ORG>青禾博物馆</ORG>。",
    "<ORG>中国信通院政策与经济研究所</ORG>、<ORG>中科院水保所</ORG>与"
    "<ORG>牛津经济研究院</ORG>（<ORG>Oxford Economics</ORG>）发文。",
    "遵循<PERSON>习近平</PERSON>总书记要求，曾任会长的<PERSON>陈望舒</PERSON>也说，返回<ORG>搜狐</ORG>，查看更多。",
    "首席经济学家<PERSON>Ada Quillon</PERSON>与首席执行官<PERSON>塔索</PERSON>表示，"
    "获奖的有某人、<PERSON>聂金秀</PERSON>、<PERSON>秦青云</PERSON>等。",
    "<COMPANY>阿里巴巴-SW</COMPANY>涨1.2%，<COMPANY>青禾集团-W</COMPANY>跌0.5%，高通胀持续，<COMPANY>一禾八穗科技有限公司</COMPANY>与<COMPANY>因禾（云川）咨询有限公司</COMPANY>签约。",
    "<COMPANY>云川禾苗企业管理中心（有限合伙）</COMPANY>与<COMPANY>青禾远航环保股份有限公司</COMPANY>（以下简称<COMPANY>远航环保</COMPANY>或公司）签约，执行董事兼CEO<PERSON>陆知行</PERSON>、副总裁到场。",
    "组建<COMPANY>省种业集团</COMPANY>，做强<COMPANY>江西省纺织集团</COMPANY>，省内龙头企业集团增加，公司管理部和公司治理改善。",
    "近日<COMPANY>云川科技</COMPANY>(5.310, -0.02, -0.38%)公告，"
    "<COMPANY>远穗股份</COMPANY>（01234.HK）与<ORG>深圳证券交易所公司管理部</ORG>往来，<COMPANY>云川科技</COMPANY>扩产。",
    "投资热，其中包括<COMPANY>云穗禾</COMPANY>、<COMPANY>横滨轮胎</COMPANY>、<COMPANY>比亚迪</COMPANY>在内，"
    "<COMPANY>云川远禾文化投资有限公司</COMPANY>由<COMPANY>远禾文化集团</COMPANY>持股，<COMPANY>马士基航运</COMPANY>扩产。",
    "个股中，<COMPANY>苹果</COMPANY>涨1.2%，<COMPANY>微软</COMPANY>大跌2%，<COMPANY>远穗禾苗</COMPANY>涨超5%，恒指涨1%。玉米涨1%，大豆跌2%，"
    "<COMPANY>荣耀</COMPANY>发布新机，苹果丰收。",
    "从<COMPANY>诺基亚</COMPANY>、<COMPANY>爱立信</COMPANY>、<COMPANY>Quillon Ray</COMPANY>等供应商"
    "到初创公司<COMPANY>Tessaro Ray</COMPANY>，"
    "<COMPANY>穗禾资管</COMPANY>首席经济学家<PERSON>陆知行</PERSON>表示，企业并入本公司。",
    "提升<ORG>省民营经济促进中心</ORG>效能，各省行业协会、省重点实验室和省技术创新中心增加，<ORG>岳麓区青禾志愿者联合会</ORG>获奖。",
    "<ORG>青禾大学中文系</ORG>教授<PERSON>陆知行</PERSON>与<ORG>合肥市第一人民医院呼吸科</ORG>主任到会，"
    "<ORG>云南农业科学院国际联合研究中心</ORG>和<ORG>长三角国家技术创新中心云川中心</ORG>挂牌，大学的系统升级。",
    "<COMPANY>云川禾苗企业管理中心（有限合伙）</COMPANY>、<PERSON>邓禾</PERSON>、<PERSON>秦青云</PERSON>等转让股份，<ORG>深圳证券交易所上市公司管理部</ORG>发函。",
    "<COMPANY>华晨中国汽车控股有限公司</COMPANY>公告，<COMPANY>穗禾讯通</COMPANY>(8.20, 0.11, 1.36%)上涨，"
    "同比增速分别为（3.5, 2.1, 1.0），来信请寄本单位（510000），实控公司增资。",
    "子公司<COMPANY>穗智智能</COMPANY>在报告期内增收，<COMPANY>穗智智能</COMPANY>累计签约12家。",
    "<LOC>台湾地区</LOC>和<LOC>长三角</LOC>地区生产总值，在<LOC>沪</LOC>重点企业，来<LOC>京</LOC>参展，打造“<LOC>贵州</LOC>样板”，在青年中。",
    "<LOC>安徽</LOC>省会<LOC>合肥</LOC>，<LOC>云南西部</LOC>与<LOC>西部</LOC>省份，集中部署，<LOC>光谷科技创新大走廊</LOC>、<LOC>禾远公园</LOC>开放。",
    "<LOC>日本爱知县</LOC>知事来访，<LOC>云南省昭通市大禾镇青杉村</LOC>、<LOC>贵州</LOC>的水乡与<LOC>江苏</LOC>分享故乡的味道。",
    "沿<LOC>青禾大道</LOC>设站，设<LOC>云杉大桥</LOC>，<LOC>渝穗铁路禾黔段</LOC>开工，“村村通公路”，<LOC>成都</LOC>两个区域机场。",
    "干线途经（<LOC>青禾路站</LOC>、<LOC>远川站</LOC>和<LOC>哈尔滨站</LOC>），<LOC>禾穗河</LOC>、<LOC>云杉河</LOC>和<LOC>青溪河</LOC>，涨水，加油站、充电站增多。",
    "地块在<LOC>青禾路</LOC>以东、<LOC>云杉路</LOC>以南，其中<LOC>山西</LOC>增产，其中<LOC>山东</LOC>减产，例如<LOC>东莞</LOC>，落实<LOC>西安</LOC>区域政策。",
    "走进<LOC>合肥市蜀山区青穗路</LOC>与<LOC>丰台千穗山</LOC>，<LOC>美</LOC>方表态，<LOC>日</LOC>媒称，清洁电力入<LOC>黔</LOC>，<LOC>门头沟永定河</LOC>涨水。",
    "目前海关放行，目前<LOC>海南</LOC>与<LOC>静冈县</LOC>通航，<LOC>乌苏里江</LOC>、<LOC>云穗山</LOC>和<LOC>青溪山</LOC>，开工，<PARK>桃禾智创城</PARK>招商。",
    "位于<LOC>首尔市</LOC>和<LOC>美因茨市</LOC>之间，<LOC>中国</LOC>著名侨乡，<LOC>云南省</LOC>以乡镇为主，解热镇痛药，<LOC>河南</LOC>中东部。",
    "起于<LOC>青禾巷站</LOC>，位于<LOC>云杉大道</LOC>与<LOC>远川路</LOC>交叉口，加快<LOC>西宁至成都铁路</LOC>和<LOC>三亚邮轮港</LOC>建设，<LOC>杭州滨江</LOC>企业。",
    "走访<LOC>青杉村</LOC>村民，新农村、各村和行政村受益，<PARK>禾杉新区</PARK>、<LOC>两江新区青穗路</LOC>与<LOC>嘉善高铁南站</LOC>扩建，<LOC>兰州</LOC>强村富民。",
    "<PARK>上海云川人力资源服务产业园禾穗园区</PARK>开园，<PARK>徐圩新区</PARK>高度关注苯胺储运，南至<LOC>青禾大街</LOC>南，西至<LOC>远穗大道</LOC>。",
    "<LOC>台北</LOC>市长来访，<LOC>鞍山</LOC>市区有雨，<LOC>深圳市</LOC>长期投入，<LOC>嘉陵江北碚（三）站</LOC>涨水，最大同比降幅，保持均衡水平，<LOC>卡塔尔哈马德国际机场</LOC>扩容。",
    "每10名旅客乘10号线机场快线，走进该镇禾杉村，<LOC>湖北省</LOC>生态乡镇与<LOC>湖北省</LOC>森林城镇，<PARK>武汉市长江新区</PARK>招商，<LOC>中国</LOC>八大沙漠。",
    "游遍“江西南昌与<LOC>井冈山</LOC>”，<LOC>西南</LOC>增产。",
    "<LOC>镇穗大桥</LOC>与G60<LOC>云渝高速黑龙江段</LOC>通车，<LOC>广州市</LOC>区域经济，<PARK>禾穗高新区</PARK>站在新起点。",
    "设未来禾苗馆、<LOC>数字云川馆</LOC>和<LOC>绿色生活馆</LOC>，<LOC>南京北站</LOC>与<LOC>青岛地铁9号线</LOC>相连，博物馆、图书馆免费。",
    "<PARK>徐圩新区</PARK>与<PARK>临港新片区青禾湖核心区</PARK>招商，<PARK>南京经济技术开发区</PARK><PARK>青溪经济技术开发区</PARK>入选，<LOC>湖南省</LOC>特色产业园。",
    "<GOV>中共湖南省委宣传部</GOV>、<GOV>香港特区政府财政司</GOV>与<GOV>国家统计局广东调查总队</GOV>发文，<GOV>省委组织部</GOV>、<GOV>市金融办</GOV>到会。",
    "<GOV>国家能源局能源节约与科技装备司</GOV>副司长<PERSON>方砚</PERSON>、<GOV>泰国旅游和体育部</GOV>、<GOV>挪威国家统计局</GOV>与<GOV>中国人民银行济南分行</GOV>。",
    "<GOV>新加坡经济发展局</GOV>、<GOV>泰国投资促进委员会</GOV>、<GOV>丹麦总理办公室</GOV>与<GOV>芝加哥联储</GOV>发文，多国央行跟进，中央政治局会议指出。",
    "<GOV>合肥市教育部门</GOV>、<GOV>合肥警方</GOV>与<GOV>浙江省检察机关</GOV>联合行动，<GOV>南昌市人民政府防汛抗旱指挥部</GOV>部署，5个新市住建部门参加，"
    "<GOV>国家金融监督管理总局合肥监管分局</GOV>检查。",
    "<GOV>省防指</GOV>决定启动响应，联储主席<PERSON>威廉姆斯</PERSON>与富翁<PERSON>约翰·塔索</PERSON>、法官<PERSON>曾光明</PERSON>到会，"
    "骨科<PERSON>邓知行</PERSON>主任介绍，首席专家<PERSON>綦青云</PERSON>表示。",
    "<GOV>合肥市公安局蜀山区分局</GOV>与<GOV>甘肃省防汛抗旱指挥部办公室</GOV>通报，<GOV>中华人民共和国财政部</GOV>发文，前财政部长到会，75家央行、国内政治局势稳定。",
    "<COMPANY>天津禾思微系统有限公司</COMPANY>投产，<COMPANY>天津禾思</COMPANY>增资，<LOC>日本</LOC>造船厂与<COMPANY>青海银行</COMPANY>吸收合并后，城投公司和“管委会＋公司”改革。",
    "政务服务零跑动，<LOC>中国</LOC>美丽乡村，持之以恒大抓产业，排名跃上汽车大市，<LOC>三星堆</LOC>开放，农村寄递物流与凝练科技项目，<COMPANY>海底捞</COMPANY>新开门店12家，<COMPANY>鞍钢</COMPANY>全球首套装备下线，感谢领导、关怀支持。",
    "本报记者<PERSON>阮禾</PERSON>摄，记者 <PERSON>戴川</PERSON>摄\n"
    "通讯员 <PERSON>王星禾</PERSON>为全面加强管理，员工晋升职称，全面从严治党要求，落实商协会建议。",
    "<COMPANY>浙江省交通投资集团</COMPANY>与<COMPANY>中禾三局集团有限公司第一建设工程有限责任公司</COMPANY>签约，拟与关联方签订合同，各企业集团增加。",
    "文/图 <PERSON>邓禾</PERSON>，联系人：<PERSON>李川</PERSON>，博士生导师<PERSON>郑海禾</PERSON>认为，论文增加。",
    "此外，<PERSON>秦青云</PERSON>、<PERSON>邓中禾</PERSON>和<PERSON>林望舒</PERSON>四名自然人还共持有股份，"
    "通讯员 <PERSON>方砚</PERSON>今年以来走访企业。",
    "工作人员向记者展示样品，游客林先生说，开展商标权质押，金融学教授说，铜件、金属件、石膏件等，卡尼亚城很远。",
    "<PERSON>普京</PERSON>与<PERSON>亚历山大·玛依尔</PERSON>会面，近日，<PERSON>叶某某</PERSON>获利，<PERSON>莫迪</PERSON>在致辞中说，主管部门介绍。",
    "<ORG>新华社</ORG>发（<PERSON>韩帅南</PERSON> 摄）\n副局长<PERSON>方砚</PERSON>依次发言，"
    "编辑：<PERSON>秦青云</PERSON>责任编辑：<PERSON>邓禾</PERSON>",
    "保护<LOC>大熊猫国家公园</LOC>和<LOC>大凉山</LOC>，天山南北换新颜，搬迁安置户增收，振兴县域经济。",
    "<LOC>红寺堡灌区</LOC>扩容，启动<PARK>青南试验区</PARK>，<LOC>闽西北</LOC>与<LOC>杨凌</LOC>签约，实现东西南北贯通。",
    "推动劳动报酬提高，建设美好新<LOC>甘肃</LOC>，新晋<ORG>中国工程院</ORG>院士，<ORG>国防科大</ORG>与<ORG>哈工大先研院</ORG>合作。",
    "对口援<LOC>青</LOC>、援<LOC>藏</LOC>援<LOC>疆</LOC>和进<LOC>京</LOC>检查有序，<LOC>黄河甘肃段</LOC>与<LOC>嘉陵江重庆段</LOC>通航，货轮进港。",
    "<LOC>合肥市蜀山区青溪路</LOC>与<LOC>云杉路</LOC>交口动工，强村小学堂，<PARK>芜湖保税物流中心（B型）</PARK>封关，<LOC>海东</LOC>等地零碳园区、县域园区扩容。",
    "<GOV>长沙经济技术开发区管委会党工委</GOV>开会，记者从<GOV>市工信部门</GOV>获悉，各市工信部门行动，扩大高中办学规模。",
    "进入世界大学排名和<LOC>中国</LOC>大学学术排名，<ORG>合肥市第一人民医院南院区</ORG>开诊。",
    "<ORG>中国—中亚减贫合作中心</ORG>挂牌，建好<ORG>教育部重庆研究院</ORG>，<GOV>教育部</GOV>、<ORG>重庆大学</ORG>与<ORG>省农信联社</ORG>签约。",
    "<LOC>重庆至贵阳高速铁路</LOC>开工，实现市市通高铁，最长高速公路隧道贯通，<LOC>泉州湾</LOC>涨潮，<LOC>阜阳城市圈</LOC>扩容，东中部联动。",
    "<GOV>合肥公安</GOV>通报，公安机关行动，据<ORG>彭博</ORG>，产品销往<LOC>欧洲大陆</LOC>，图片来源：<ORG>摄图网</ORG>，<GOV>南昌市发展改革部门</GOV>发文，青杉村舍散落其间。",
]


def find(text: str) -> list[tuple[int, int, str]]:
    """Return what is proposed for the labels under test."""
    return [span.key() for span in predict([text])[0] if span.label in LABELS]


@pytest.mark.parametrize("marked", GOLDEN)
def test_golden_sentences(marked: str) -> None:
    text, wanted = parse(marked)
    found = find(text)
    assert [(text[s:e], label) for s, e, label in found] == [(text[g.start : g.end], g.label) for g, _ in wanted]
    assert found == [span.key() for span, _ in wanted]


def test_an_ambiguous_county_counts_where_the_article_has_its_full_name() -> None:
    assert find("各级党委和政策都要跟上") == []
    text = "永登县推进项目，魅力永登好风光"
    assert [text[s:e] for s, e, _ in find(text)] == ["永登县", "永登"]


def test_an_ambiguous_county_counts_where_it_stands_alone() -> None:
    text = "一批项目落户北仑，以真金白银为支撑"
    assert [text[s:e] for s, e, _ in find(text)] == ["北仑"]


def test_a_name_is_found_at_every_mention() -> None:
    text = "据光迅科技副总经理卜勤练介绍，形势良好。卜勤练还提到光迅科技今后的打算。"
    assert [text[s:e] for s, e, _ in find(text)] == ["光迅科技", "卜勤练", "卜勤练", "光迅科技"]


def test_every_span_names_its_source_and_a_score() -> None:
    for span in predict(["广东省东莞市工业和信息化局局长王明说，2023年华为投资2亿元。"])[0]:
        assert span.source
        assert 0 < span.score <= 1


@given(
    st.lists(
        st.sampled_from([*"广东省市高新区大学公司（）()、，。和在的“”《》1年亿元\n ", "华为", "记者", "□", "等企业"]),
        max_size=40,
    )
)
def test_any_text_gives_flat_sorted_spans_inside_it(parts: list[str]) -> None:
    text = "".join(parts)
    (spans,) = predict([text])
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert predict([text]) == [spans]
