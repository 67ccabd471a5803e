import type { LocalDraft } from './draftQueue.ts'

const NAME = 'bencao-score'
const DRAFTS = 'drafts'
const KEYS = 'keys'

/** A person's key pair: the private half never leaves the browser. */
export interface KeptKey {
  readonly login: string
  readonly publicKey: string
  readonly privateKey: CryptoKey
  readonly isRegistered: boolean
}

let opened: Promise<IDBDatabase> | null = null

function open(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DRAFTS, { keyPath: ['login', 'sheetId', 'indicatorCode'] })
      request.result.createObjectStore(KEYS, { keyPath: 'login' })
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => {
      opened = null
      reject(request.error)
    }
  })
  return opened
}

async function inStore<T>(
  name: string,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode)
    const request = work(transaction.objectStore(name))
    // Kept is kept only when the transaction is through.
    transaction.oncomplete = () => resolve(request.result)
    transaction.onabort = () => reject(transaction.error)
    transaction.onerror = () => reject(transaction.error)
  })
}

/** Keeps what is typed. @throws when the browser keeps nothing */
export const keepDraft = (draft: LocalDraft): Promise<unknown> =>
  inStore(DRAFTS, 'readwrite', store => store.put(draft))

/** A person's drafts that no server has confirmed. */
export async function keptDrafts(login: string): Promise<readonly LocalDraft[]> {
  const range = IDBKeyRange.bound([login], [login, []])
  return inStore<LocalDraft[]>(DRAFTS, 'readonly', store => store.getAll(range)).catch(() => [])
}

/** Forgets drafts that are done with, unless they have been typed over since. */
export async function forgetDrafts(drafts: readonly LocalDraft[]): Promise<void> {
  const database = await open()
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(DRAFTS, 'readwrite')
    const store = transaction.objectStore(DRAFTS)
    for (const draft of drafts) {
      const key = [draft.login, draft.sheetId, draft.indicatorCode]
      const request: IDBRequest<LocalDraft | undefined> = store.get(key)
      request.onsuccess = () => {
        if (request.result?.changedAt === draft.changedAt) store.delete(key)
      }
    }
    transaction.oncomplete = () => resolve()
    transaction.onerror = () => reject(transaction.error)
  })
}

/** The person's key in this browser; undefined without one. */
export const keptKey = (login: string): Promise<KeptKey | undefined> =>
  inStore<KeptKey | undefined>(KEYS, 'readonly', store => store.get(login))

export const keepKey = (key: KeptKey): Promise<unknown> => inStore(KEYS, 'readwrite', store => store.put(key))
