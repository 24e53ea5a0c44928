// SPDX-License-Identifier: Apache-2.0
/**
 * The words of place.ts: what a person writes down as a place, and where each instrument's lists put it.
 *
 * `listed` = the word stands in the list of the provision; `inferred` = it belongs there only through the
 * open end of the list (「等人员聚集场所」「等公共场所」「其他」) or as a kind of a listed thing. A word whose home
 * the law leaves open carries its candidates and stays unknown. Decree 799 is read in the published wording
 * (seed 004 prints a different list of places, law-domain E59).
 */

/** Where Decree 799 puts a place: arts. 7(1), 7(2), 9, or outside public places (art. 33). */
export type KnownPlaceClass = 'art7-1' | 'art7-2' | 'art9' | 'nonPublic';
export type PlaceCertainty = 'listed' | 'inferred';

export interface PlaceRow {
  /** Separated by 「、」. */
  readonly words: string;
  readonly d799:
    | { readonly placeClass: KnownPlaceClass; readonly item?: number; readonly certainty: PlaceCertainty }
    | { readonly candidates: readonly KnownPlaceClass[] };
  /** Seed 004 prints the word in art. 7 and the published text does not, or the other way round (E59). */
  readonly sourceDiffers?: true;
  /** Item of art. 5(1) of the Beijing Measures. */
  readonly beijing?: { readonly item: number; readonly certainty: PlaceCertainty };
  /** Art. 7 of the Beijing Measures: 交通道路、广场等公共场所. */
  readonly beijingGovernmentArea?: true | 'unknown';
  /** Item of art. 9(1) of the Qinhuangdao Measures. */
  readonly qinhuangdao?: { readonly item: number; readonly certainty: PlaceCertainty };
  /** Art. 8(1) of the Qinhuangdao Measures: 社会公共区域. */
  readonly qinhuangdaoPublicArea?: true | 'unknown';
  /** 住宅区: the residential measures bind its 管理人. */
  readonly residential?: true | 'unknown';
  /**
   * What stands inside it. `ground`: roads and shops in it are its own; `house`: shops in it are its own, a square
   * before it stays open; `building`: shops in it may be others', both stay open.
   */
  readonly encloses?: 'ground' | 'house' | 'building';
  /** Inside a residential ground it is the residents', not public. */
  readonly residentsOwn?: true;
  /** A road or square: gives way to an enclosing ground named before it. */
  readonly streetLike?: true;
  /** Read only where no unknown name stands before it */
  readonly bareOnly?: true;
  /** Bound only when it ends the phrase (路, 街, 桥 …: also parts of other words). */
  readonly onlyAtEnd?: true;
}

/** A room whose inside art. 8(1) of Decree 799 and art. 11(2) of the Qinhuangdao Measures close to cameras. */
export interface PrivateSpaceRow {
  /** Separated by 「、」. */
  readonly words: string;
  /** Item of D799 art. 8(1). */
  readonly item: 1 | 2 | 3 | 4;
  readonly certainty: PlaceCertainty | 'unknown';
  /** Named in art. 11(2) of the Qinhuangdao Measures or covered by its 「等」; or open */
  readonly qinhuangdao: true | 'unknown';
}

const listed = 'listed' as const;
const inferred = 'inferred' as const;
const gathering = (certainty: PlaceCertainty) => ({ placeClass: 'art7-2', item: 1, certainty }) as const;
const hub = (certainty: PlaceCertainty) => ({ placeClass: 'art7-2', item: 2, certainty }) as const;
const street = (certainty: PlaceCertainty) => ({ placeClass: 'art7-1', certainty }) as const;
const other = { placeClass: 'art9', certainty: inferred } as const;
const inside = { placeClass: 'nonPublic', certainty: inferred } as const;
const open = (...candidates: KnownPlaceClass[]) => ({ candidates }) as const;

export const PLACE_ROWS: readonly PlaceRow[] = [
  // 旅馆业: not named in D799 art. 7(2), but a place where people gather, and named in art. 8(1)(一)
  {
    words: '宾馆、酒店、旅馆、旅店、招待所、客栈、民宿、度假村、饭店、hotel、hostel、inn、guesthouse',
    d799: gathering(inferred),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
    encloses: 'house',
  },
  {
    words:
      '学校、小学、中学、大学、学院、高校、高等院校、职业学校、中专、技校、党校、校园、教学楼、教室、操场、培训机构、教育机构、school、university、college、campus',
    d799: gathering(listed),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
    encloses: 'ground',
  },
  {
    words: '幼儿园、托儿所、托育机构、kindergarten、nursery',
    d799: gathering(listed),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
    encloses: 'ground',
  },
  {
    words:
      '医院、医疗机构、卫生院、诊所、门诊部、门诊、急诊、社区卫生服务中心、卫生服务站、疾控中心、妇幼保健院、hospital、clinic',
    d799: gathering(listed),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
    encloses: 'ground',
  },
  {
    words:
      '商场、购物中心、商贸中心、商业中心、商贸城、百货、百货商店、商业综合体、商业广场、购物广场、万达广场、奥特莱斯、mall、shopping centre、shopping center、department store',
    d799: gathering(listed),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
    encloses: 'building',
  },
  {
    words: '农贸市场',
    d799: gathering(inferred),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: listed },
  },
  {
    words:
      '批发市场、集贸市场、菜市场、大型超市、小商品市场、建材市场、市场、花鸟市场、水产市场、二手车市场、人才市场、集贸中心',
    d799: gathering(inferred),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: inferred },
  },
  {
    words: '会展中心、展览中心、会展场馆、会议中心、国际会展、exhibition centre、exhibition center',
    d799: gathering(listed),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: listed },
  },
  {
    words:
      '旅游景区、景区、旅游景点、景点、风景区、游乐园、游乐场、主题公园、动物园、植物园、scenic area、amusement park、zoo',
    d799: gathering(listed),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: listed },
    encloses: 'ground',
  },
  {
    words:
      '文化娱乐场所、娱乐场所、文化体育娱乐场所、电影院、影院、影剧院、剧院、剧场、音乐厅、歌厅、歌舞厅、舞厅、ktv、卡拉ok、网吧、酒吧、夜总会、游艺厅、游戏厅、棋牌室、台球厅、洗浴中心、桑拿、cinema、theatre、theater、nightclub、internet cafe',
    d799: gathering(listed),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
  },
  {
    words: '体育场、体育馆、体育场馆、体育中心、stadium、gymnasium',
    d799: gathering(listed),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
  },
  // 「举办体育赛事的场馆」: whether these hold any is a question
  {
    words: '游泳馆、游泳池、健身房、健身中心、滑雪场、球场、gym',
    d799: gathering(inferred),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: inferred },
  },
  {
    words: '图书馆、文化馆、文化宫、美术馆、科技馆、少年宫、书店、library',
    d799: gathering(listed),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: inferred },
  },
  {
    words: '博物馆、档案馆、纪念馆、展览馆、文物保护单位、重点文物保护单位、museum、archive',
    d799: gathering(inferred),
    beijing: { item: 1, certainty: listed },
    qinhuangdao: { item: 3, certainty: listed },
  },
  {
    words:
      '政务服务大厅、政务大厅、政务中心、社区服务中心、党群服务中心、政务服务中心、政府服务大厅、行政服务中心、便民服务中心、办事大厅、government service hall',
    d799: gathering(listed),
    beijing: { item: 1, certainty: inferred },
    qinhuangdao: { item: 4, certainty: inferred },
  },
  {
    words: '公园、街心公园、森林公园、park',
    d799: gathering(listed),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: true,
    encloses: 'ground',
  },
  {
    words: '公共停车场、公共停车楼、public car park、public parking',
    d799: gathering(listed),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 5, certainty: listed },
  },
  {
    words: '停车场、停车楼、地下车库、车库、car park、parking lot',
    d799: gathering(inferred),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 5, certainty: inferred },
    residentsOwn: true,
  },
  {
    words: '养老院、敬老院、福利院、社会福利机构、救助站、nursing home',
    d799: gathering(inferred),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: listed },
    encloses: 'ground',
  },
  {
    words: '寺庙、教堂、清真寺、宗教活动场所、殡仪馆',
    d799: gathering(inferred),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: inferred },
  },
  // 金融: printed in art. 7(2) of seed 004, absent from the published list (E59)
  {
    words:
      '银行、信用社、证券营业部、营业网点、金融机构营业场所、金融机构、储蓄所、自助银行、银行网点、bank、atm',
    d799: gathering(inferred),
    sourceDiffers: true,
    beijing: { item: 1, certainty: listed },
    qinhuangdao: { item: 6, certainty: listed },
  },
  {
    words: '金库、运钞车、保险柜存放处',
    d799: inside,
    beijing: { item: 1, certainty: inferred },
    qinhuangdao: { item: 6, certainty: listed },
  },
  // transport
  {
    words: '口岸、出入境口岸、出境入境口岸、边检大厅、border crossing',
    d799: hub(listed),
    beijing: { item: 3, certainty: inferred },
    qinhuangdao: { item: 5, certainty: inferred },
  },
  {
    words: '机场、航站楼、候机楼、airport',
    d799: hub(listed),
    beijing: { item: 3, certainty: listed },
    qinhuangdao: { item: 5, certainty: listed },
    encloses: 'building',
  },
  {
    words: '火车站、铁路客运站、高铁站、动车站、铁路车站、railway station、train station',
    d799: hub(listed),
    beijing: { item: 3, certainty: listed },
    qinhuangdao: { item: 5, certainty: listed },
    encloses: 'building',
  },
  {
    words:
      '汽车站、客运站、客运中心、客运枢纽、公交总站、长途汽车站、汽车客运站、bus terminal、coach station',
    d799: hub(listed),
    beijing: { item: 3, certainty: inferred },
    qinhuangdao: { item: 5, certainty: listed },
    encloses: 'building',
  },
  {
    words: '地铁站、城铁车站、轻轨站、城市轨道交通站、城市轨道交通、地铁、metro station、subway station',
    d799: hub(listed),
    beijing: { item: 3, certainty: listed },
    qinhuangdao: { item: 5, certainty: listed },
    encloses: 'building',
  },
  {
    words: '港口客运站、客运码头、港口、码头、船闸、通航建筑物、ferry terminal、port',
    d799: hub(listed),
    beijing: { item: 3, certainty: inferred },
    qinhuangdao: { item: 5, certainty: listed },
  },
  {
    words: '公交枢纽、交通枢纽、公共电汽车枢纽、综合交通枢纽、换乘中心、transport hub',
    d799: hub(listed),
    beijing: { item: 3, certainty: listed },
    qinhuangdao: { item: 5, certainty: listed },
  },
  {
    words: '车站、station',
    d799: hub(inferred),
    beijing: { item: 3, certainty: inferred },
    qinhuangdao: { item: 5, certainty: listed },
  },
  {
    words: '公交站、公交站台、公交车站、公交站点、bus stop',
    d799: open('art7-1', 'art7-2', 'art9'),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: 'unknown',
  },
  {
    words:
      '客运列车、旅客列车、列车、高铁列车、营运载客汽车、客车、大巴、公交车、公共汽车、地铁车厢、地铁列车、城市轨道交通车辆、客运船舶、客轮、渡轮、公共交通工具、bus、train',
    d799: { placeClass: 'art7-2', item: 3, certainty: listed },
    qinhuangdao: { item: 5, certainty: listed },
  },
  {
    words: '出租车、网约车、顺风车、出租汽车、taxi',
    d799: open('art9', 'nonPublic'),
    qinhuangdao: { item: 5, certainty: inferred },
  },
  {
    words:
      '高速公路服务区、高速服务区、国道服务区、省道服务区、公路服务区、服务区、motorway services、service area',
    d799: { placeClass: 'art7-2', item: 4, certainty: listed },
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: inferred },
    encloses: 'ground',
  },
  // roads and squares
  {
    words: '道路、机动车道、人行道、非机动车道',
    d799: street(listed),
    beijing: { item: 3, certainty: inferred },
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
    streetLike: true,
  },
  {
    words:
      '马路、公路、城市道路、交通道路、主干道、大街、大道、路段、城乡主要路段、路口、交通路口、十字路口、丁字路口、街道、街头、街面、路边、街边、路旁、胡同、小巷、巷子、高速公路、高速、国道、省道、环路、快速路、street、road、highway、crossroads、intersection、pavement、sidewalk、lane、avenue',
    d799: street(listed),
    beijing: { item: 3, certainty: inferred },
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
  },
  // What a developer calls a street or square is as often a house of shops: 龙湖天街, 时代广场
  {
    words: '天街、金街、商街、风情街、小吃街、购物街、不夜城、天地、购物街区、步行街区',
    d799: open('art7-1', 'art7-2', 'art9'),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: 'unknown',
  },
  {
    words: '街',
    d799: open('art7-1', 'art7-2', 'art9'),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: 'unknown',
    onlyAtEnd: true,
  },
  {
    words: '东街、西街、南街、北街、前街、后街、中街、长街、老街、正街、横街、长安街',
    d799: street(inferred),
    beijing: { item: 3, certainty: inferred },
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
  },
  {
    words: '路、巷、弄',
    d799: street(inferred),
    beijing: { item: 3, certainty: inferred },
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
    onlyAtEnd: true,
  },
  {
    words: '重点道路、重点路段、主要交通路口、主要路口',
    d799: street(listed),
    beijing: { item: 3, certainty: listed },
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
    streetLike: true,
  },
  {
    words: '桥梁、大桥、立交桥、高架桥、隧道、bridge、tunnel',
    d799: street(listed),
    beijing: { item: 3, certainty: inferred },
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
    streetLike: true,
  },
  {
    words: '桥',
    d799: street(inferred),
    beijing: { item: 3, certainty: inferred },
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
    onlyAtEnd: true,
  },
  {
    words: '地下通道、过街天桥、人行天桥、天桥、过街通道、人行过街设施、underpass、footbridge',
    d799: street(listed),
    beijing: { item: 3, certainty: listed },
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
    streetLike: true,
  },
  {
    words: '广场、square、plaza',
    d799: street(listed),
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
    streetLike: true,
    bareOnly: true,
  },
  {
    words:
      '市民广场、人民广场、文化广场、中心广场、城市广场、公共广场、天安门广场、政府广场、市政广场、纪念广场、集散广场、健身广场、城镇广场、村广场、镇广场、县城广场',
    d799: street(listed),
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
    streetLike: true,
  },
  // With a name of its own it may be a house of shops (时代广场) as well as a square
  {
    words: '广场、square、plaza',
    d799: open('art7-1', 'art7-2'),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: 'unknown',
    streetLike: true,
  },
  {
    words: '站前广场、火车站广场、车站广场',
    d799: open('art7-1', 'art7-2'),
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
  },
  {
    words: '步行街、pedestrian street',
    d799: street(inferred),
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
  },
  {
    words: '商业街、美食街、夜市、集市',
    d799: open('art7-1', 'art7-2', 'art9'),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: 'unknown',
  },
  {
    words: '行政区域道路边界、行政区域边界、城市出入口、城市主要出入口、卡口',
    d799: street(listed),
    beijingGovernmentArea: true,
    qinhuangdaoPublicArea: true,
  },
  {
    words: '治安保卫重点单位周边、重点单位周边',
    d799: street(listed),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: 'unknown',
  },
  {
    words: '村口、镇口、村主要路口',
    d799: open('art7-1', 'art9'),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: true,
  },
  {
    words: '社会公共区域',
    d799: open('art7-1', 'art7-2', 'art9'),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: true,
  },
  {
    words: '公共场所、公共区域、public place',
    d799: open('art7-1', 'art7-2', 'art9'),
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: 'unknown',
  },
  {
    words: '其他公共场所、第七条以外的公共场所',
    d799: { placeClass: 'art9', certainty: listed },
    beijingGovernmentArea: 'unknown',
    qinhuangdaoPublicArea: 'unknown',
  },
  {
    words: '人员聚集场所、人员密集场所',
    d799: gathering(listed),
    beijing: { item: 2, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
  },
  {
    words: '河道、河湖、河岸、水库、湖边、江边、海滩、沙滩、浴场、beach',
    d799: open('art7-1', 'art7-2', 'art9'),
    beijing: { item: 4, certainty: inferred },
    qinhuangdaoPublicArea: 'unknown',
  },
  // shops and restaurants: public, and small: art. 9 unless people gather there
  {
    words:
      '商店、便利店、餐饮店、食品店、连锁店、小吃店铺、火锅店、烧烤店、蛋糕店、面包店、足疗店、宠物店、花店、母婴店、文具店、照相馆、售楼处、中介门店、快餐厅、小卖部、小超市、药店、药房、店铺、商铺、门店、小店、专卖店、服装店、水果店、理发店、美容院、美发店、烟酒店、五金店、洗衣店、眼镜店、手机店、彩票店、打印店、快餐店、餐馆、小餐馆、小饭馆、饭馆、面馆、餐厅、咖啡厅、咖啡店、咖啡馆、茶馆、茶楼、奶茶店、小吃店、早餐店、shop、convenience store、pharmacy、restaurant、cafe、hairdresser、store',
    d799: other,
  },
  {
    words: '超市、supermarket',
    d799: open('art7-2', 'art9'),
    beijing: { item: 2, certainty: inferred },
    qinhuangdao: { item: 4, certainty: inferred },
  },
  {
    words: '珠宝店、金店、首饰店、金银饰品店、jeweller',
    d799: other,
    qinhuangdao: { item: 7, certainty: listed },
  },
  {
    words: '加油站、加气站、加油加气站、充电站、petrol station、gas station',
    d799: other,
    beijing: { item: 1, certainty: inferred },
    qinhuangdao: { item: 8, certainty: listed },
  },
  {
    words: '营业厅、电信营业厅、邮局、邮政、电信、快递、快递站、寄递、物流园、post office',
    d799: open('art7-2', 'art9'),
    beijing: { item: 1, certainty: listed },
    qinhuangdao: { item: 8, certainty: listed },
  },
  { words: '修理厂、汽修厂、洗车店、洗车行', d799: other },
  // authorities, media, hazardous goods, utilities
  {
    words:
      '党政机关、国家机关、政府机关、机关大院、政府大楼、政府、法院、检察院、公安局、派出所、市场监督管理局、税务局、街道办、街道办事处、居委会、村委会、government office、police station、court',
    d799: open('art7-2', 'art9', 'nonPublic'),
    beijing: { item: 1, certainty: listed },
    qinhuangdao: { item: 4, certainty: listed },
  },
  {
    words: '电视台、广播电台、通讯社、报社、tv station、radio station',
    d799: open('art9', 'nonPublic'),
    beijing: { item: 1, certainty: listed },
    qinhuangdao: { item: 9, certainty: listed },
  },
  {
    words:
      '危险物品、危险品仓库、危险品、易燃易爆、炸药库、弹药库、化工厂、危化品、剧毒、放射性物品、烟花爆竹',
    d799: open('art9', 'nonPublic'),
    beijing: { item: 1, certainty: listed },
    qinhuangdao: { item: 1, certainty: listed },
    encloses: 'ground',
  },
  {
    words:
      '自来水厂、水厂、供水设施、排水设施、电力设施、燃气设施、热力设施、水闸、堤坝、泵房、供水、排水、污水处理厂、变电站、发电厂、电厂、供电、燃气站、燃气、热力站、供热、供暖、泵站、水务工程、power station、waterworks、substation',
    d799: open('art9', 'nonPublic'),
    beijing: { item: 4, certainty: listed },
    qinhuangdao: { item: 8, certainty: listed },
    encloses: 'ground',
  },
  {
    words: '实验室、科研机构、研究所、研究院',
    d799: open('art9', 'nonPublic'),
    qinhuangdao: { item: 10, certainty: inferred },
  },
  {
    words: '重要物资仓库、粮库、国防科技工业',
    d799: inside,
    beijing: { item: 1, certainty: inferred },
    qinhuangdao: { item: 2, certainty: listed },
  },
  // work places
  { words: '办公室、会议室、财务室、机房、工位、车间、厂房、监控室、office', d799: inside },
  { words: '仓库、库房、warehouse', d799: inside },
  {
    words: '工厂、厂区、园区、产业园、工业园、企业、公司、工地、建筑工地、factory、company',
    d799: open('art9', 'nonPublic'),
    qinhuangdao: { item: 4, certainty: inferred },
    encloses: 'ground',
  },
  {
    words: '写字楼、办公楼、商务楼、大厦、office building',
    d799: open('art7-2', 'art9', 'nonPublic'),
  },
  // where people live
  {
    words:
      '住宅区、小区、住宅小区、居民小区、居住区、家属院、生活区、居民区、公寓楼、公寓、居民楼、住宅楼、单元楼、residential compound、housing estate、residential area、compound',
    d799: open('art7-2', 'art9'),
    beijing: { item: 2, certainty: listed },
    residential: true,
    encloses: 'ground',
  },
  { words: '楼道、单元门、楼栋、单元门口', d799: open('art9', 'nonPublic'), residential: 'unknown' },
  {
    words: '家门口、入户门、自家门口、自家窗口、窗口',
    d799: open('art9', 'nonPublic'),
    residential: 'unknown',
  },
  {
    words:
      '家里、家中、出租屋内、出租房内、宅基地、农家小院、家内、自家、自己家、我家、家庭、居民家、客厅、卧室、住宅内、住宅室内、住宅、住所、私人住宅、别墅、私宅、自建房、home、house、living room、bedroom、apartment interior',
    d799: inside,
    residential: 'unknown',
    encloses: 'ground',
  },
  {
    words: '非公共场所、私人场所、non public place',
    d799: { placeClass: 'nonPublic', certainty: listed },
  },
  { words: '私家车、自用车、私人车辆', d799: inside },
];

export const PRIVATE_SPACE_ROWS: readonly PrivateSpaceRow[] = [
  { words: '客房、guest room、hotel room', item: 1, certainty: listed, qinhuangdao: true },
  { words: '包间、包厢、雅间、包房', item: 1, certainty: 'unknown', qinhuangdao: true },
  {
    words: '寝室、宿舍房间、学生宿舍房间、学生寝室、员工宿舍房间、宿舍内、值班休息室、休息室、dormitory room',
    item: 2,
    certainty: listed,
    qinhuangdao: true,
  },
  {
    words: '学生宿舍、员工宿舍、职工宿舍、集体宿舍、宿舍、宿舍楼、dormitory',
    item: 2,
    certainty: 'unknown',
    qinhuangdao: 'unknown',
  },
  {
    words: '公共浴室、浴室、澡堂、淋浴间、洗澡间、bathroom、shower room',
    item: 3,
    certainty: listed,
    qinhuangdao: true,
  },
  {
    words: '卫生间、厕所、洗手间、公厕、公共厕所、toilet、restroom、lavatory',
    item: 3,
    certainty: listed,
    qinhuangdao: true,
  },
  {
    words: '更衣室、更衣间、changing room、locker room',
    item: 3,
    certainty: listed,
    qinhuangdao: true,
  },
  { words: '哺乳室、母婴室、nursing room', item: 3, certainty: listed, qinhuangdao: true },
  { words: '试衣间、试衣室、fitting room', item: 3, certainty: listed, qinhuangdao: true },
];

/** Grounds next to which a camera needs prior consent (D799 art. 10). */
export const SECRET_UNIT_WORDS: string =
  '军事禁区、军事管理区、涉密单位、部队、军营、营区、军事基地、military';

/** A part of a building that takes the class of the building named before it. */
export const PART_WORDS: string =
  '大堂、大厅、前台、走廊、过道、通道、电梯、电梯间、楼梯间、楼梯、出入口、候诊区、候车室、候机厅、收银台、柜台、食堂、阅览室、病房区、lobby、corridor、lift、elevator、reception';

/** After a place these say that the camera stands outside it. */
export const OUTSIDE_WORDS: string =
  '周边、附近、门口、门前、门外、大门、外面、外围、外墙、对面、旁边、外、outside、near';
