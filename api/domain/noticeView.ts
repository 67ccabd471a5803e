import type { MovedDeadline, NoticeBody } from './notice.ts'
import { chineseDate, column, ISSUER, lotName, type NoticeColumn, yuan } from './paperWords.ts'
import { formatInstant } from './period.ts'
import { formatKg } from './quantity.ts'

/** A table of a notice; its head is repeated on every page. */
export interface NoticeTable {
  readonly caption: string | null
  readonly columns: readonly NoticeColumn[]
  readonly rows: readonly (readonly string[])[]
}

/** A notice as it is read: the same words on the page, in the PDF and in the Word file. */
export interface NoticeView {
  readonly title: string
  readonly number: string
  /** Whom a letter is for; a notice is for everybody. */
  readonly addressee?: string
  readonly before: readonly string[]
  readonly tables: readonly NoticeTable[]
  readonly after: readonly string[]
  readonly issuer: string
  readonly date: string
}

/** What of a notice stands beside its body. */
export interface NoticeFrame {
  readonly title: string
  readonly number: string
  readonly publishedAt: Date
  /** Planned end of a notice that runs. */
  readonly closesAt: Date | null
}

const STAGES: Readonly<Record<string, string>> = {
  declaration: '申报',
  bidRound1: '首轮报价',
  bidRound2: '第二轮报价',
}

const centi = (value: number | undefined): string => (value === undefined ? '—' : (value / 100).toFixed(2))
const instant = (iso: string | null): string => (iso === null ? '另行公告' : shown(new Date(iso)))
const shown = (at: Date): string => formatInstant(at).replace(' +08:00', '（北京时间）')

/** The notice in words and tables. Everything comes from the frozen body, so the same notice always reads the same. */
export function noticeView(body: NoticeBody, frame: NoticeFrame): NoticeView {
  const { before, tables, after } = contentOf(body)
  const clock =
    frame.closesAt === null
      ? []
      : [
          `公示期截至${shown(frame.closesAt)}。对公示结果有异议的申报企业，应当在公示期内通过平台提出；异议答复前，暂停相关采购活动，公示期相应顺延。`,
        ]
  return {
    title: frame.title,
    number: frame.number,
    before,
    tables,
    after: [...after, ...clock],
    issuer: ISSUER,
    date: chineseDate(frame.publishedAt),
  }
}

type Content = Pick<NoticeView, 'before' | 'tables' | 'after'>

function contentOf(body: NoticeBody): Content {
  switch (body.kind) {
    case 'tender':
      return tenderContent(body)
    case 'amendment':
      return amendmentContent(body)
    case 'extension':
      return {
        before: [`经研究决定，延长本项目截止时间。延期原因：${body.reason}`],
        tables: deadlineTable(body.deadlines),
        after: voidText(body.quotesVoid),
      }
    case 'shortlist':
    case 'proposedAward':
    case 'award':
      return resultContent(body)
    case 'samples':
      return {
        before: ['根据采购文件规定的质量标准，对入围产品样品进行了盲样评审，现将结果公示如下：'],
        tables: body.lots.map(lot => ({
          caption: `${lotName(lot)}　${lot.lot}`,
          columns: [
            column('序号', 1, 'center'),
            column('企业代码', 2),
            column('企业名称', 5),
            column('评审结果', 2, 'center'),
          ],
          rows: lot.results.map((one, i) => [
            String(i + 1),
            one.supplierCode,
            one.supplierName,
            one.passed ? '合格' : '不合格',
          ]),
        })),
        after: [],
      }
    case 'experts':
      return {
        before: ['中选结果已经公布。依照招标投标法第三十七条，现公布本项目评审专家名单：'],
        tables: [
          {
            caption: null,
            columns: [
              column('序号', 1, 'center'),
              column('姓名', 2),
              column('专业组', 2),
              column('工作单位', 5),
              column('备注', 2),
            ],
            rows: body.experts.map((one, i) => [
              String(i + 1),
              one.name,
              one.stratum,
              one.employer,
              one.replaced ? '已更换，评审结论无效' : '',
            ]),
          },
        ],
        after: [],
      }
    case 'termination':
      return {
        before: [`下列品规的有效申报企业不足${body.minimum}家，依照招标投标法第二十八条，终止本次采购：`],
        tables: [
          {
            caption: null,
            columns: [column('品规代码', 2), column('品规', 4), column('有效申报企业（家）', 3, 'right')],
            rows: body.lots.map(lot => [lot.lot, lotName(lot), String(lot.declarers)]),
          },
        ],
        after: ['终止采购的品规，由采购人按公布的办法另行处理。'],
      }
  }
}

function tenderContent(body: Extract<NoticeBody, { kind: 'tender' }>): Content {
  const { documents } = body
  return {
    before: [
      `受${body.members.join('、')}委托，现就下列中药饮片组织联盟采购，欢迎符合条件的企业申报。`,
      `采购文件：《${documents.title}》第${documents.version}版，SHA-256 校验值 ${documents.hash}，可在平台免费下载。`,
      `申报截止：${instant(body.declareUntil)}；首轮报价截止：${instant(body.bidUntil)}。`,
    ],
    tables: [
      {
        caption: '采购品规',
        columns: [
          column('品规代码', 2),
          column('品规', 3),
          column('约定需求量（公斤）', 3, 'right'),
          column('最高申报限价（元/公斤）', 3, 'right'),
        ],
        rows: body.lots.map(lot => [
          lot.lot,
          lotName(lot),
          lot.demandKg === null ? '—' : formatKg(BigInt(lot.demandKg)),
          yuan(lot.ceilingFen),
        ]),
      },
    ],
    after: [],
  }
}

function amendmentContent(body: Extract<NoticeBody, { kind: 'amendment' }>): Content {
  const { documents, previous } = body
  return {
    before: [
      `采购文件《${documents.title}》由第${previous.version}版变更为第${documents.version}版。变更内容：`,
      ...body.summary.split('\n').filter(line => line.trim() !== ''),
      `第${documents.version}版 SHA-256 校验值 ${documents.hash}；第${previous.version}版 SHA-256 校验值 ${previous.hash}。各版本及逐行对照见平台。`,
    ],
    tables: deadlineTable(body.deadlines),
    after: voidText(body.quotesVoid),
  }
}

const voidText = (isVoid: boolean): string[] =>
  isVoid ? ['此前提交的密封报价自动失效且不予解密，请申报企业在新的截止时间前重新加密提交。'] : []

function deadlineTable(deadlines: readonly MovedDeadline[]): NoticeTable[] {
  if (deadlines.length === 0) return []
  return [
    {
      caption: null,
      columns: [column('环节', 2), column('原截止时间', 4), column('现截止时间', 4)],
      rows: deadlines.map(one => [STAGES[one.stage] ?? one.stage, instant(one.from), instant(one.to)]),
    },
  ]
}

const RESULT_TEXT = {
  shortlist: '依照采购文件公布的评审办法，经评审、开标和排序，现将入围结果公示如下：',
  proposedAward: '依照采购文件公布的中选规则，现将拟中选结果公示如下：',
  award: '公示期满，异议均已答复。现将中选结果公告如下：',
} as const

function resultContent(body: Extract<NoticeBody, { kind: 'shortlist' | 'proposedAward' | 'award' }>): Content {
  const isPriced = body.kind !== 'shortlist'
  const columns = [
    column('名次', 1, 'center'),
    column('企业代码', 2),
    column('企业名称', 5),
    column('质量分', 1.5, 'right'),
    ...(isPriced ? [column('综合得分', 1.7, 'right'), column('价格（元/公斤）', 2.7, 'right')] : []),
  ]
  const none = body.lots.filter(lot => lot.selected.length === 0)
  return {
    before: [RESULT_TEXT[body.kind]],
    tables: body.lots
      .filter(lot => lot.selected.length > 0)
      .map(lot => ({
        caption: `${lotName(lot)}　${lot.lot}`,
        columns,
        rows: lot.selected.map(one => [
          String(one.rank),
          one.supplierCode,
          one.supplierName,
          centi(one.qualityCenti),
          ...(isPriced ? [centi(one.compositeCenti), yuan(one.priceFen)] : []),
        ]),
      })),
    after: [
      ...(none.length > 0 ? [`无企业${isPriced ? '中选' : '入围'}的品规：${none.map(lotName).join('、')}。`] : []),
      ...(body.refusedPrices ?? []).map(
        one =>
          `${one.lot}：${one.supplierName}（${one.supplierCode}）报价过低，所作说明不成立，不予中选。理由：${one.reason}`,
      ),
    ],
  }
}
