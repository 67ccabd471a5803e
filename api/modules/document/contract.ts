import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Express } from 'express'
import { CONTRACT_STATUSES } from '#domain/contract.ts'
import { type ContractView, renderContract } from '../../../templates/contract.docx.ts'
import { actorFor, type RequestContext, refuse } from '../../context.ts'
import { ROOT } from '../../platform/root.ts'
import { visibleContracts } from '../contract/index.ts'
import { loadRulePack } from '../tender/index.ts'
import { type ContextOf, fileRoute, idOf } from './route.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const TEMPLATE = path.join(ROOT, 'templates/assets/contract.docx')

/** The three-party supply contract (三方供货协议) as docx, for whom its list shows it. */
export function contractRoutes(app: Express, contextOf: ContextOf): void {
  app.get(
    '/documents/contract/:contractId',
    fileRoute(contextOf, async (ctx, req) => {
      const view = await loadView(ctx, idOf(req, 'contractId'))
      return { name: `${view.number}.docx`, mime: DOCX, bytes: await renderContract(await readFile(TEMPLATE), view) }
    }),
  )
}

/** The contract, if the actor sees it; to everybody else it does not exist. */
async function loadView(ctx: RequestContext, id: string): Promise<ContractView> {
  const visible = visibleContracts(actorFor(ctx, 'contracts')) ?? refuse('notFound', 'contractId')
  const contract = await ctx.db.prisma.contract.findFirst({
    where: { id, AND: [visible] },
    include: {
      tender: true,
      hospital: true,
      supplier: true,
      distributor: true,
      lines: {
        include: { lot: { include: { spec: { include: { variety: true } } } } },
        orderBy: { lot: { code: 'asc' } },
      },
    },
  })
  if (!contract) return refuse('notFound', 'contractId')
  const { contract: terms } = await ctx.db.tx(tx => loadRulePack(tx, contract.tenderId))
  const { hospital, supplier, distributor, number, totalKg, totalFen, contentHash } = contract
  return {
    number,
    tenderCode: contract.tender.code,
    tenderTitle: contract.tender.title,
    parties: {
      supplier: { code: supplier.code, name: supplier.name, signedAt: contract.supplierSignedAt },
      distributor: { code: distributor.code, name: distributor.name, signedAt: contract.distributorSignedAt },
      hospital: { code: hospital.code, name: hospital.name, signedAt: contract.hospitalSignedAt },
    },
    lines: contract.lines.map(({ lot, quantityKg, priceFen }) => ({
      lot: lot.code,
      variety: lot.spec.variety.name,
      grade: lot.spec.grade,
      quantityKg,
      priceFen,
    })),
    totalKg,
    totalFen,
    terms,
    contentHash,
    status: CONTRACT_STATUSES.find(known => known === contract.status) ?? 'drafted',
  }
}
