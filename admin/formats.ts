import { formatYuan } from '#domain/money.ts'
import { formatKg } from '#domain/quantity.ts'
import { currentLocale } from './i18n/locale.ts'

const ZONE = 'Asia/Shanghai'

/** ¥1,234.50 from fen as a decimal string; '—' for nothing. */
export function money(fen: string | null | undefined): string {
  return fen === null || fen === undefined ? '—' : `¥${formatYuan(BigInt(fen))}`
}

/** 6,558,800 from kilograms as a number or decimal string; the unit stands in the head. */
export function kg(value: number | string | null | undefined): string {
  return value === null || value === undefined ? '—' : formatKg(typeof value === 'string' ? BigInt(value) : value)
}

/** 1,234 with thousands separators; '—' for nothing. */
export function whole(value: number | string | null | undefined): string {
  return kg(value)
}

/** Hundredths as points: 1234 → '12.34'. */
export function points(centi: number | null | undefined): string {
  return centi === null || centi === undefined ? '—' : (centi / 100).toFixed(2)
}

/** Date and time in Asia/Shanghai with the zone, whatever the browser's zone is. */
export function dateTime(iso: string | null | undefined): string {
  if (!iso) return '—'
  return `${clockText(iso, { dateStyle: 'medium', timeStyle: 'short' })} +08:00`
}

/** Day and time without the zone, for places whose head names it. */
export function shortTime(iso: string | null | undefined): string {
  if (!iso) return '—'
  return clockText(iso, { month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false })
}

function clockText(iso: string, options: Intl.DateTimeFormatOptions): string {
  const locale = currentLocale() === 'zh' ? 'zh-CN' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: ZONE }).format(new Date(iso))
}

/** The first and last digits of a hash, enough to compare by eye. */
export function shortHash(hash: string | null | undefined): string {
  if (!hash) return '—'
  return hash.length > 16 ? `${hash.slice(0, 8)}…${hash.slice(-6)}` : hash
}

/** What a datetime-local field shows for an instant: wall time in Asia/Shanghai. */
export function toField(iso: string | null | undefined): string {
  if (!iso) return ''
  return new Date(new Date(iso).getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
}

/** The instant of a datetime-local field, read as Asia/Shanghai; null when empty. */
export function fromField(text: string): string | null {
  return text === '' ? null : new Date(`${text}:00+08:00`).toISOString()
}

/** A share in percent without decimals, 0 when there is nothing to divide by. */
export function percent(part: number, total: number): number {
  return total > 0 ? Math.min(100, Math.floor((part * 100) / total)) : 0
}
