const KEPT = 'bencao.clockOffset'

/** Milliseconds that the server's clock is ahead of the browser's, as far as it was ever asked. */
function offset(): number {
  const kept = Number(localStorage.getItem(KEPT) ?? 0)
  return Number.isFinite(kept) ? kept : 0
}

/** Asks how far the clocks lie apart; the header tells whole seconds, that is their middle. */
export async function askServerClock(): Promise<void> {
  const answer = await fetch('/healthz', { method: 'HEAD', cache: 'no-store' }).catch(() => null)
  const server = Date.parse(answer?.headers.get('date') ?? '')
  if (Number.isFinite(server)) localStorage.setItem(KEPT, String(server + 500 - Date.now()))
}

/** The server's present time, milliseconds. */
export const serverNow = (): number => Date.now() + offset()
