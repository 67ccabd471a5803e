import Download from '@mui/icons-material/FileDownloadOutlined'
import Upload from '@mui/icons-material/FileUploadOutlined'
import { Button, Stack } from '@mui/material'
import { useNotify, useTranslate } from 'ra-core'
import { useState } from 'react'
import { plainYuan } from '#domain/money.ts'
import { type Violation as Found, violation } from '#domain/violation.ts'
import { violationText } from '#domain/violationTexts.ts'
import type { Declaration, PriceRound, Tender, Violation } from '../../contract/index.ts'
import { currentLocale } from '../../i18n/locale.ts'
import { saveFile } from '../../randomness.ts'
import { ViolationList } from '../../ui/ViolationList.tsx'
import { FileDrop } from './FileDrop.tsx'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

interface ExcelQuotesProps {
  readonly tender: Tender
  readonly round: PriceRound
  readonly declarations: readonly Declaration[]
  readonly isOpen: boolean
  /** Prices as text by declaration. */
  readonly onPrices: (prices: ReadonlyMap<string, string>) => void
}

/** The spreadsheet machine is large: it comes when it is first wanted. */
const bidForm = () => import('../../../templates/bidForm.xlsx.ts')

/** The same table as a spreadsheet. It is made and read on this computer; nothing of it is sent. */
export function ExcelQuotes({ tender, round, declarations, isOpen, onPrices }: ExcelQuotesProps) {
  const translate = useTranslate()
  const notify = useNotify()
  const [violations, setViolations] = useState<readonly Violation[]>([])
  const [isRunning, setRunning] = useState(false)
  const supplier = declarations[0]?.supplier
  const form = { tenderCode: tender.code, round: round.number, supplierCode: supplier?.code ?? '' }
  async function perform(act: () => Promise<void>) {
    setRunning(true)
    setViolations([])
    await act()
      .catch(() => setViolations(inWords([violation('badFile')])))
      .finally(() => setRunning(false))
  }
  const save = () =>
    perform(async () => {
      const { renderBidForm } = await bidForm()
      const lots = declarations.map(({ lot }) => ({
        code: lot.code,
        variety: lot.spec.variety.name,
        grade: lot.spec.grade,
        ceilingFen: BigInt(lot.ceilingFen ?? 0),
      }))
      const view = { ...form, tenderTitle: tender.title, supplierName: supplier?.name ?? '', lots }
      const bytes = await renderBidForm(view, new Date())
      saveFile(`quotes-${tender.code}-r${round.number}.xlsx`, new Uint8Array(bytes), XLSX)
    })
  const load = (file: File) =>
    perform(async () => {
      const { parseBidForm } = await bidForm()
      const ids = new Map(declarations.map(one => [one.lot.code, one.id]))
      const bytes = new Uint8Array(await file.arrayBuffer())
      const parsed = await parseBidForm(bytes, { ...form, lotCodes: new Set(ids.keys()) })
      if (!parsed.ok) return setViolations(inWords(parsed.violations))
      onPrices(new Map(parsed.prices.map(one => [ids.get(one.lotCode) ?? '', plainYuan(one.priceFen)])))
      notify('quote.excel.loaded', { type: 'success', messageArgs: { count: parsed.prices.length } })
    })
  return (
    <>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
        <Button startIcon={<Download />} variant="outlined" onClick={save} disabled={declarations.length === 0}>
          {translate('quote.excel.save')}
        </Button>
        <FileDrop
          label={translate('quote.excel.load')}
          accept=".xlsx"
          icon={<Upload />}
          disabled={!isOpen}
          isRunning={isRunning}
          onFile={load}
        />
      </Stack>
      <ViolationList violations={violations} />
    </>
  )
}

function inWords(found: readonly Found[]): readonly Violation[] {
  return found.map(one => ({ code: one.code, path: one.path ?? null, message: violationText(one, currentLocale()) }))
}
