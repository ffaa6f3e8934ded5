import { newApiKey } from '../../auth/passwords.ts'
import { userType } from '../../auth/directory.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import { accountsDb } from '../../documents/accounts.ts'
import type { Step } from '../../store/port.ts'
import { elsewhereOf, isOfAccount } from '../belonging.ts'
import { placeAccount, plantAccount, type AccountPlace } from '../account-place.ts'
import { Loader, type Incoming } from '../loader.ts'
import { RefusedFile } from '../refused-file.ts'
import { MovingRefused, type ImportOptions, type ImportParts, type ImportReport } from '../terms.ts'
import { secretOf } from './export.ts'
import { checkFile, documentsIn, type SoundFile } from './read-file.ts'
import { withoutSecrets } from './secrets.ts'

/** Name of the note that an import has begun: what it left behind when it broke off may be removed. */
const noteOf = (accountId: string): string => `import ${accountId}`

/**
 * Imports an account from a file that `exportAccount` wrote. The file is checked as a whole before anything is
 * changed. The account's own document comes last: until then nobody can sign in to it. An import that broke off
 * begins anew when it is repeated. Rejects with the system's error when the file cannot be read.
 */
export async function importAccount(
  parts: ImportParts,
  file: string,
  options: ImportOptions,
): Promise<ImportReport | MovingRefused> {
  const { documents } = parts
  const { progress = () => undefined } = options
  // The file is read twice: the first half of the way is the check.
  const sound = await checkFile(file, (done, total) => {
    progress(done, 2 * total)
  })
  if (sound instanceof MovingRefused) return sound
  const { id } = sound.header
  const begun = await readNote(documents, id)
  const place = await placeAccount(documents, sound.account.stored, options, begun)
  if (place instanceof MovingRefused) return place
  const cleared = await makeRoom(parts, id, place, begun !== undefined, options)
  if (cleared) return cleared
  const refused = await RefusedFile.beside(file)
  try {
    const load = new AccountLoad(
      parts,
      refused,
      sound,
      (await secretOf(parts.documents.store)) === sound.header.secret,
    )
    for await (const document of documentsIn(file, parts.blobs, (done, total) => {
      progress(total + done, 2 * total)
    }))
      await load.add(document)
    const complete = await load.finish(place)
    if (complete) await documents.store.writeMeta(noteOf(id), undefined)
    return load.report(complete)
  } finally {
    await refused.close()
    documents.forgetEverywhere()
  }
}

/** Where the account is to stand that an import was about to write when it broke off. */
async function readNote(
  { store }: ImportParts['documents'],
  id: string,
): Promise<Pick<AccountPlace, 'parent' | 'superduper'> | undefined> {
  const text = await store.readMeta(noteOf(id))
  const note: unknown = text === undefined ? undefined : JSON.parse(text)
  if (!isJsonObject(note)) return undefined
  const { parent, superduper } = note
  return { parent: typeof parent === 'string' ? parent : undefined, superduper: superduper === true }
}

/** Removes what is there of the account, its own document first, when that is what was asked for. */
async function makeRoom(
  { documents }: ImportParts,
  id: string,
  { existing, parent, superduper }: AccountPlace,
  begun: boolean,
  { replace }: ImportOptions,
): Promise<MovingRefused | undefined> {
  const { store } = documents
  const left = (await store.documents({ db: id, limit: 1 })).length > 0
  if (left && !begun && !replace)
    return new MovingRefused(
      `documents of the account ${id} are there, though it is not; --replace removes them`,
    )
  await store.writeMeta(noteOf(id), JSON.stringify({ parent, superduper }))
  const gone: Step[] = []
  const former = existing ?? (await store.get(accountsDb, id))
  if (former) gone.push({ do: 'erase', db: accountsDb, id, tell: 'account' })
  for await (const page of elsewhereOf(store, id))
    for (const { db, id: other, type } of page) gone.push({ do: 'erase', db, id: other, tell: type })
  if (left) gone.push({ do: 'drop', db: id })
  if (gone.length > 0) await documents.commit(gone)
  documents.forgetEverywhere()
  return undefined
}

class AccountLoad {
  readonly #parts: ImportParts
  readonly #sound: SoundFile
  readonly #loader: Loader
  readonly #refused: RefusedFile
  readonly #sameSecret: boolean
  readonly #locked: string[] = []
  readonly #unsealed: string[] = []
  #account: Incoming | undefined

  constructor(parts: ImportParts, refused: RefusedFile, sound: SoundFile, sameSecret: boolean) {
    this.#parts = parts
    this.#sound = sound
    this.#refused = refused
    this.#sameSecret = sameSecret
    this.#loader = new Loader(parts.documents, (incoming, reason) => this.#refuse(incoming, reason))
  }

  async add(incoming: Incoming): Promise<void> {
    if (!isOfAccount(incoming.stored, this.#sound.header.id)) {
      await this.#refuse(incoming, 'it does not belong to the account')
      return
    }
    if (incoming.stored.db === accountsDb) {
      this.#account = incoming
      return
    }
    const document = this.#sameSecret ? incoming : this.#unlock(incoming)
    if (document) await this.#loader.add(document)
  }

  /** Writes what waits, and then the account itself; tells whether it is there. */
  async finish(place: AccountPlace): Promise<boolean> {
    await this.#loader.flush()
    const { documents, signIn } = this.#parts
    const account = this.#account ?? this.#sound.account
    const open = this.#sameSecret ? account : withoutSecrets(account).document
    if (!open) return false
    const keys = this.#sameSecret ? {} : signIn.apiKeyFields(account.stored.id, newApiKey())
    const hidden = JSON.stringify({ ...fieldsOf(open.stored.hidden), ...keys })
    return plantAccount(documents, this.#loader, { ...open, stored: { ...open.stored, hidden } }, place)
  }

  report(complete: boolean): ImportReport {
    const { written, present, attachments } = this.#loader
    const { count, path, reasons } = this.#refused
    return {
      accountId: this.#sound.header.id,
      written,
      present,
      attachments,
      refused: count,
      refusedFile: count > 0 ? path : undefined,
      remarks: [
        ...reasons,
        ...(complete ? [] : ['The account itself is not there: import again once the reason is gone.']),
        ...(this.#sameSecret ? [] : this.#secretRemarks()),
      ],
    }
  }

  async #refuse({ stored }: Incoming, reason: string): Promise<void> {
    const { body, hidden, ...rest } = stored
    const document = { ...rest, public: fieldsOf(body), private: fieldsOf(hidden) }
    await this.#refused.add(stored.id, reason, document)
  }

  #secretRemarks(): readonly string[] {
    const users = this.#locked
    return [
      'The account comes from an installation with another secret.key: it has got a new API key.',
      ...(users.length > 0 ? [`These users need new passwords: ${users.join(', ')}`] : []),
      ...(this.#unsealed.length > 0
        ? [`These lost what was encrypted in them: ${this.#unsealed.join(', ')}`]
        : []),
    ]
  }

  #unlock(incoming: Incoming): Incoming | undefined {
    const { document, lost } = withoutSecrets(incoming)
    const { id, type, body, deleted } = incoming.stored
    if (lost.length === 0 || deleted) return document
    if (type === userType) this.#locked.push(nameOf(body, id))
    else this.#unsealed.push(`${type} ${id}`)
    return document
  }
}

function nameOf(body: string, id: string): string {
  const { username } = fieldsOf(body)
  return typeof username === 'string' ? username : id
}

function fieldsOf(text: string): JsonObject {
  return JSON.parse(text) as JsonObject
}
