/** The mutations of the review. */
import { builder } from '../../graphql/builder.ts'
import { command, DoneResult, resultUnion } from '../../graphql/command.ts'
import { JobResult, jobRow } from '../job/index.ts'
import { clarifyScores } from './clarifications.ts'
import { announceScores, assignReview, freezeScores, startSecondReview } from './commands.ts'
import { saveDrafts } from './drafts.ts'
import { answerExpert, askOffice } from './questions.ts'
import { giveReasons } from './reasons.ts'
import { remindExperts } from './reminders.ts'
import { registerExpertKey, signReview } from './signatures.ts'
import { submitScores } from './submitScores.ts'
import { unlockSheet } from './unlock.ts'

const Kept = builder.objectRef<{ readonly id: string }>('Kept').implement({
  description: 'Something was recorded under this id.',
  authScopes: { anyone: true },
  fields: t => ({ id: t.exposeID('id') }),
})
const KeptResult = resultUnion('KeptResult', Kept)

for (const [verb, start] of Object.entries({ assignReview, announceScores, startSecondReview, freezeScores }))
  command(
    verb as 'assignReview',
    JobResult,
    arg => ({ tenderId: arg.id({ required: true }) }),
    async (ctx, args) => jobRow(ctx, await start(ctx, String(args.tenderId))),
  )

const ScoreInput = builder.inputType('ScoreInput', {
  fields: t => ({
    indicatorCode: t.string({ required: true }),
    pointsCenti: t.int({ required: true }),
    reason: t.string(),
  }),
})
const SheetScoresInput = builder.inputType('SheetScoresInput', {
  fields: t => ({ sheetId: t.id({ required: true }), scores: t.field({ type: [ScoreInput], required: true }) }),
})
command(
  'submitScores',
  DoneResult,
  arg => ({ sheets: arg({ type: [SheetScoresInput], required: true }) }),
  (ctx, args) => submitScores(ctx, args.sheets),
)

const DraftInput = builder.inputType('ScoreDraftInput', {
  fields: t => ({
    sheetId: t.id({ required: true }),
    indicatorCode: t.string({ required: true }),
    pointsCenti: t.int(),
    reason: t.string(),
    flagged: t.boolean(),
  }),
})
command(
  'saveDrafts',
  DoneResult,
  arg => ({ drafts: arg({ type: [DraftInput], required: true }) }),
  (ctx, args) =>
    saveDrafts(
      ctx,
      args.drafts.map(draft => ({
        sheetId: String(draft.sheetId),
        indicatorCode: draft.indicatorCode,
        pointsCenti: draft.pointsCenti ?? null,
        reason: draft.reason ?? null,
        flagged: draft.flagged ?? false,
      })),
    ),
)

const ReasonInput = builder.inputType('ReasonInput', {
  fields: t => ({
    sheetId: t.id({ required: true }),
    indicatorCode: t.string({ required: true }),
    reason: t.string({ required: true }),
  }),
})
command(
  'giveReasons',
  DoneResult,
  arg => ({ reasons: arg({ type: [ReasonInput], required: true }) }),
  (ctx, args) =>
    giveReasons(
      ctx,
      args.reasons.map(one => ({ ...one, sheetId: String(one.sheetId) })),
    ),
)

command(
  'askOffice',
  KeptResult,
  arg => ({
    sheetId: arg.id({ required: true }),
    indicatorCode: arg.string({ required: true }),
    text: arg.string({ required: true }),
  }),
  async (ctx, args) => ({ id: await askOffice(ctx, { ...args, sheetId: String(args.sheetId) }) }),
)
command(
  'answerExpert',
  KeptResult,
  arg => ({ id: arg.id({ required: true }), answer: arg.string({ required: true }) }),
  async (ctx, args) => ({ id: await answerExpert(ctx, { ...args, id: String(args.id) }) }),
)

command(
  'registerExpertKey',
  KeptResult,
  arg => ({ publicKey: arg.string({ required: true, description: 'Ed25519, 32 bytes, base64url.' }) }),
  async (ctx, args) => ({ id: await registerExpertKey(ctx, args) }),
)
command(
  'signReview',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    phase: arg.string({ required: true }),
    publicKey: arg.string({ required: true }),
    signature: arg.string({ required: true, description: 'Ed25519 under the text of the statement, base64url.' }),
  }),
  (ctx, args) => signReview(ctx, { ...args, tenderId: String(args.tenderId) }),
)

const ClarificationInput = builder.inputType('ClarificationInput', {
  fields: t => ({
    subjectKey: t.string({ required: true }),
    indicatorCode: t.string({ required: true }),
    text: t.string({ required: true }),
  }),
})
command(
  'clarifyScores',
  DoneResult,
  arg => ({
    tenderId: arg.id({ required: true }),
    clarifications: arg({ type: [ClarificationInput], required: true }),
  }),
  (ctx, args) => clarifyScores(ctx, { tenderId: String(args.tenderId), clarifications: args.clarifications }),
)

command(
  'unlockSheet',
  KeptResult,
  arg => ({ sheetId: arg.id({ required: true }), reason: arg.string({ required: true }) }),
  async (ctx, args) => ({ id: await unlockSheet(ctx, { sheetId: String(args.sheetId), reason: args.reason }) }),
)
command(
  'remindExperts',
  DoneResult,
  arg => ({ tenderId: arg.id({ required: true }), experts: arg.stringList({ required: true }) }),
  (ctx, args) => remindExperts(ctx, { tenderId: String(args.tenderId), experts: args.experts }),
)
