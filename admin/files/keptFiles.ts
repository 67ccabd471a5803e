/** Files that are not yet uploaded, kept in the browser so that a reload does not ask for them again. */

export interface KeptFile {
  readonly sha256: string
  readonly login: string
  readonly place: string
  readonly file: File
  readonly keptAt: number
}

const NAME = 'bencao-files'
const STORE = 'pending'
const DAY_MS = 86_400_000

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ['login', 'place', 'sha256'] })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

async function withStore<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = work(database.transaction(STORE, mode).objectStore(STORE))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  } finally {
    database.close()
  }
}

/** Keeps a file. A browser that keeps nothing (private windows, no room) uploads all the same, but not after a reload. */
export const keepFile = (kept: KeptFile): Promise<unknown> =>
  withStore('readwrite', store => store.put(kept)).catch(() => undefined)

/** Forgets a file: it is stored, refused, or given up. */
export const forgetFile = ({ login, place, sha256 }: Pick<KeptFile, 'login' | 'place' | 'sha256'>): Promise<unknown> =>
  withStore('readwrite', store => store.delete([login, place, sha256])).catch(() => undefined)

/** A person's unfinished files of one place on the screen; what is older than a day is forgotten, as on the server. */
export async function keptFiles(login: string, place: string): Promise<readonly KeptFile[]> {
  const all = await withStore<KeptFile[]>('readonly', store => store.getAll()).catch(() => [])
  const now = Date.now()
  for (const old of all.filter(kept => now - kept.keptAt > DAY_MS)) await forgetFile(old)
  return all.filter(kept => kept.login === login && kept.place === place && now - kept.keptAt <= DAY_MS)
}
