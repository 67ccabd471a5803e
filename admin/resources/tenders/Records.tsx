import { useTranslate } from 'ra-core'
import type { Tender } from '../../contract/index.ts'
import { dateTime, kg, shortHash, whole } from '../../formats.ts'
import { type Fact, Facts } from '../../ui/Facts.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** What has been fixed so far, each with its hash: anybody can compare it later. */
export function Records({ tender }: { readonly tender: Tender }) {
  const translate = useTranslate()
  const facts: Fact[] = [[translate('figure.lots'), whole(tender.lotCount)]]
  if (tender.rulePack) {
    facts.push([translate('page.tender.rulePack'), `v${tender.rulePack.version} · ${shortHash(tender.rulePack.hash)}`])
  }
  for (const one of tender.documents) {
    facts.push([
      translate('page.tender.document', { version: one.version }),
      `${one.title} · ${dateTime(one.publishedAt)} · ${shortHash(one.hash)}`,
    ])
  }
  if (tender.snapshot) {
    const { lineCount, totalKg, frozenAt, hash } = tender.snapshot
    facts.push([
      translate('page.tender.snapshot'),
      translate('page.tender.snapshotText', {
        lines: whole(lineCount),
        kg: kg(totalKg),
        time: dateTime(frozenAt),
        hash: shortHash(hash),
      }),
    ])
  }
  if (tender.scoreFreeze) {
    const { itemCount, frozenAt, hash } = tender.scoreFreeze
    facts.push([
      translate('page.tender.scoreFreeze'),
      translate('page.tender.scoreFreezeText', {
        items: whole(itemCount),
        time: dateTime(frozenAt),
        hash: shortHash(hash),
      }),
    ])
  }
  return (
    <Panel title={translate('page.tender.records')}>
      <Facts facts={facts} />
    </Panel>
  )
}
