import { confirmable } from '#domain/permissions.ts'
import { actorFor, type RequestContext, type SignedIn } from '../../context.ts'
import { builder } from '../../graphql/builder.ts'
import type { Tx } from '../../platform/db.ts'
import { countWaiting } from '../proposal/index.ts'
import { loadBlockers } from '../tender/index.ts'
import {
  type Chart,
  databaseNow,
  type Figure,
  loadChart,
  loadFigures,
  type SeriesPoint,
  type TenderHead,
  tendersOf,
} from './dashboardStore.ts'
import { officeStep } from './officeTodos.ts'
import { loadOfficeState, loadTodos, type Todo, todo } from './todoStore.ts'

interface Dashboard {
  readonly now: Date
  readonly tenderId: string | null
  readonly todos: readonly Todo[]
  readonly figures: readonly Figure[]
  readonly chart: Chart
}

const TodoType = builder.objectRef<Todo>('Todo').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    kind: t.exposeString('kind'),
    tenderId: t.exposeID('tenderId'),
    tenderTitle: t.exposeString('tenderTitle'),
    count: t.exposeInt('count'),
    dueAt: t.expose('dueAt', { type: 'DateTime', nullable: true }),
  }),
})

const FigureType = builder.objectRef<Figure>('Figure').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    key: t.exposeString('key'),
    value: t.exposeString('value'),
    unit: t.exposeString('unit', { nullable: true }),
  }),
})

const PointType = builder.objectRef<SeriesPoint>('SeriesPoint').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    label: t.exposeString('label'),
    value: t.exposeFloat('value'),
    value2: t.exposeFloat('value2', { nullable: true }),
  }),
})

const ChartType = builder.objectRef<Chart>('Chart').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    key: t.exposeString('key'),
    points: t.field({ type: [PointType], resolve: chart => [...chart.points] }),
  }),
})

const DashboardType = builder.objectRef<Dashboard>('Dashboard').implement({
  authScopes: { signedIn: true },
  fields: t => ({
    now: t.expose('now', { type: 'DateTime' }),
    tender: t.prismaField({
      type: 'Tender',
      nullable: true,
      resolve: (query, board, _args, ctx) =>
        board.tenderId ? ctx.db.prisma.tender.findUnique({ ...query, where: { id: board.tenderId } }) : null,
    }),
    todos: t.field({ type: [TodoType], resolve: board => [...board.todos] }),
    figures: t.field({ type: [FigureType], resolve: board => [...board.figures] }),
    chart: t.field({ type: ChartType, resolve: board => board.chart }),
  }),
})

builder.queryField('dashboard', t =>
  t.field({
    type: DashboardType,
    authScopes: { may: 'dashboard' },
    args: { tenderId: t.arg.id() },
    resolve: (_root, args, ctx) => loadDashboard(ctx, args.tenderId ?? null),
  }),
)

builder.queryField('serverTime', t =>
  t.field({
    type: 'DateTime',
    authScopes: { may: 'serverTime' },
    resolve: async (_root, _args, ctx) => {
      const [row] = await ctx.db.prisma.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`
      return row.now
    },
  }),
)

/** What waits comes from all of the person's tenders; figures are those of the one asked for, or of the first with a todo. */
async function loadDashboard(ctx: RequestContext, asked: string | null): Promise<Dashboard> {
  const actor = actorFor(ctx, 'dashboard')
  return ctx.db.tx(async tx => {
    const tenders = await tendersOf(tx, actor)
    const todos: Todo[] = []
    for (const tender of tenders)
      todos.push(...(actor.role === 'office' ? await officeTodos(tx, tender) : await loadTodos(tx, actor, tender)))
    todos.push(...(await proposalTodos(tx, actor, tenders)))
    // What needs a hand comes before what only needs an eye.
    todos.sort((a, b) => Number(a.kind === 'watchStage') - Number(b.kind === 'watchStage'))
    const tenderId = asked ?? todos[0]?.tenderId ?? tenders[0]?.id ?? null
    return {
      now: await databaseNow(tx),
      tenderId: tenders.some(tender => tender.id === tenderId) ? tenderId : null,
      todos,
      figures: await loadFigures(tx, actor, tenderId),
      chart: await loadChart(tx, actor, tenderId),
    }
  })
}

/** What another person proposed and this one may confirm; it is due when the proposal lapses. */
async function proposalTodos(tx: Tx, actor: SignedIn, tenders: readonly TenderHead[]): Promise<Todo[]> {
  const waiting = await countWaiting(tx, confirmable(actor.role), actor.userId)
  return waiting.flatMap(({ tenderId, count, dueAt }) => {
    const tender = tenders.find(one => one.id === tenderId)
    return tender ? [todo(tender, 'confirmProposal', count, dueAt)] : []
  })
}

async function officeTodos(tx: Tx, tender: TenderHead): Promise<Todo[]> {
  if (tender.stage === 'landed') return []
  const step = officeStep(tender.stage, await loadBlockers(tx, tender.id), await loadOfficeState(tx, tender))
  return step ? [todo(tender, step.kind, step.count)] : []
}
