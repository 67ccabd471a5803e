import type { Random } from '../random.ts'

const SURNAMES = [
  ...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤',
]
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲建文辉力健永康世中志福生泽晨宇轩涵思雨欣怡佳慧海云飞鹏程浩然子墨梓',
]
const HERB_WORDS = [
  '本草',
  '康美',
  '同济',
  '仁和',
  '天士',
  '九州',
  '济世',
  '百草',
  '神农',
  '杏林',
  '润元',
  '华草',
  '国药',
  '盛源',
  '道地',
  '泰和',
  '芝参',
  '岐黄',
  '春晖',
  '金芪',
  '德源',
  '瑞草',
  '瑞康',
  '恒德',
  '福泽',
  '广济',
  '元胡',
  '白云',
  '青囊',
  '橘井',
]
const SECOND_WORDS = ['堂', '源', '康', '泰', '和', '盛', '德', '华', '瑞', '丰', '兴', '润']
const FORMS = ['中药饮片有限公司', '药业有限公司', '中药科技有限公司', '国药饮片有限公司', '药业股份有限公司']

/** A plausible person's name. */
export const personName = (r: Random): string =>
  r.pick(SURNAMES) + r.pick(GIVEN) + (r.next() < 0.6 ? r.pick(GIVEN) : '')

/** A plausible maker's name; `index` keeps them apart. */
export const supplierName = (r: Random, place: string, index: number): string =>
  `${place}${HERB_WORDS[index % HERB_WORDS.length]}${SECOND_WORDS[Math.floor(index / HERB_WORDS.length) % SECOND_WORDS.length]}${r.pick(FORMS)}`

const HOSPITAL_FORMS: Readonly<Record<string, readonly string[]>> = {
  tertiary: ['中医医院', '人民医院', '中心医院', '中西医结合医院', '大学附属医院'],
  secondary: ['妇幼保健院', '第二中医医院', '骨伤医院', '康复医院', '职工医院'],
  primary: ['社区卫生服务中心', '镇中心卫生院', '中医门诊部', '乡卫生院'],
}
const TOWNS = [
  '城关',
  '东城',
  '西城',
  '南关',
  '北关',
  '河东',
  '新城',
  '开发区',
  '高新区',
  '湖滨',
  '平安',
  '兴隆',
  '永安',
  '长乐',
  '太平',
  '龙泉',
  '青山',
  '凤凰',
  '石桥',
  '双河',
]

/** A plausible hospital's name within a city; `index` keeps them apart. */
export function hospitalName(r: Random, city: string, level: string, index: number): string {
  const form = r.pick(HOSPITAL_FORMS[level] ?? ['医院'])
  const place = level === 'tertiary' ? '' : (TOWNS[index % TOWNS.length] ?? '')
  const round = Math.floor(index / TOWNS.length)
  return `${city}${place}${round > 0 ? `第${round + 1}` : ''}${form}`
}

const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A unified social credit code with a right check character (GB 32100). */
export function creditCode(divisionCode: string, index: number): string {
  const body = `91${divisionCode}MA${String(index).padStart(7, '0')}`
  const sum = [...body].reduce((total, c, i) => total + ALPHABET.indexOf(c) * (WEIGHTS[i] ?? 0), 0)
  return body + (ALPHABET[(31 - (sum % 31)) % 31] ?? '0')
}
