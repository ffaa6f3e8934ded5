import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { userType } from '../../auth/directory.ts'
import { accountsDb, accountType } from '../../documents/accounts.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { StagedBlob } from '../../outside/blobs/port.ts'
import { noSuchParent, placeAccount, plantAccount } from '../account-place.ts'
import { findAccount } from '../belonging.ts'
import { Loader, type Incoming } from '../loader.ts'
import { RefusedFile } from '../refused-file.ts'
import { MovingRefused, type ImportOptions, type ImportParts, type ImportReport } from '../terms.ts'
import { attachmentsOf, ContentTaker } from './attachments.ts'
import { convert, withCredentials } from './convert.ts'
import { accountDatabaseIn, type AccountDatabase } from './database-name.ts'
import { letDevicesIn } from './device-entries.ts'
import { RowReader, type RowEvent } from './row-reader.ts'

/** How a database of CouchDB is to be imported. */
export interface CouchdbOptions extends Pick<ImportOptions, 'parent' | 'progress'> {
  /** Id of the account whose database it is. */
  readonly account?: string
  /** The database's name. */
  readonly db?: string
}

type FoundRow = Extract<RowEvent, { readonly event: 'row' | 'refused' }>

/** Users whose credentials are made at the same time. */
const usersAtOnce = 4

/**
 * Imports what CouchDB's `_all_docs?include_docs=true&attachments=true` returns for the database of an account, or a
 * monthly one. Which account that is the options tell, or the name of the file. What cannot be taken is listed in a
 * file beside it. An import that broke off can be repeated: what is there already is passed over. Rejects with the
 * system's error when the file cannot be read.
 */
export async function importCouchdb(
  parts: ImportParts,
  file: string,
  options: CouchdbOptions,
): Promise<ImportReport | MovingRefused> {
  const database = databaseOf(file, options)
  if (!database)
    return new MovingRefused(
      'whose database it is cannot be told from the name of the file: name it with --db or --account',
    )
  const there = await parts.documents.find(accountsDb, database.accountId)
  if (database.month !== undefined && !there)
    return new MovingRefused(`there is no account ${database.accountId} yet: import its own database first`)
  const { parent } = options
  if (!there && parent !== undefined && !(await findAccount(parts.documents, parent)))
    return noSuchParent(parent)
  const { size } = await stat(file)
  const refused = await RefusedFile.beside(file)
  const load = new CouchdbLoad(parts, refused, database)
  const contents = new ContentTaker(parts.blobs)
  const reader = new RowReader()
  try {
    let read = 0
    for await (const piece of createReadStream(file, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
      for (const found of reader.read(piece)) {
        if (found.event === 'data') await contents.take(found.base64)
        else if (found.event === 'dataEnd') await contents.end()
        else await load.row(found, contents.taken())
      }
      read += piece.length
      options.progress?.(Math.min(read, size), size)
    }
    if (!reader.listed)
      return new MovingRefused(`${file} has no rows: it is not what _all_docs of CouchDB returns`)
    return await load.finish(reader.complete, options)
  } finally {
    await contents.abandon()
    await refused.close()
    parts.documents.forgetEverywhere()
  }
}

function databaseOf(file: string, { account, db }: CouchdbOptions): AccountDatabase | undefined {
  const named = accountDatabaseIn(db ?? path.basename(file))
  if (account === undefined) return named
  return { accountId: account, month: named?.month }
}

class CouchdbLoad {
  readonly #parts: ImportParts
  readonly #refused: RefusedFile
  readonly #database: AccountDatabase
  readonly #loader: Loader
  #users: Promise<readonly [Incoming, Incoming['stored'] | string]>[] = []
  #account: Incoming | undefined
  #designs = 0
  #deleted = 0
  #elsewhere = 0

  constructor(parts: ImportParts, refused: RefusedFile, database: AccountDatabase) {
    this.#parts = parts
    this.#refused = refused
    this.#database = database
    this.#loader = new Loader(parts.documents, ({ stored }, reason) => this.#refuseStored(stored, reason))
  }

  /** Takes a row with the contents of its attachments. */
  async row(found: FoundRow, contents: readonly (StagedBlob | undefined)[]): Promise<void> {
    const document = await this.#documentOf(found)
    const incoming = document && (await this.#incoming(document, contents))
    for (const content of contents) await (incoming ? content?.keep() : content?.discard())
    if (!incoming) return
    const { type } = incoming.stored
    if (type === accountType) this.#account = incoming
    else if (type === userType) await this.#user(incoming)
    else await this.#loader.add(incoming)
  }

  /** Writes what waits, and the account last; tells how it went. */
  async finish(complete: boolean, { parent }: CouchdbOptions): Promise<ImportReport> {
    await this.#settleUsers()
    await this.#loader.flush()
    const planted = await this.#plant(parent)
    const remarks = [
      ...this.#refused.reasons,
      ...(complete ? [] : ['The file is not whole: what stood before its break is loaded.']),
      ...told(this.#designs, 'Design documents, passed over since listings are made here'),
      ...told(this.#deleted, 'Deleted documents, passed over'),
      ...told(this.#elsewhere, 'Documents with attachments outside of CouchDB, which are not loaded'),
      ...(planted ? [] : ['The account itself is not there: import again once the reason is gone.']),
    ]
    const { written, present, attachments } = this.#loader
    if (!complete) this.#refused.count += 1
    const { count, path: refusedFile, written: listed } = this.#refused
    return {
      accountId: this.#database.accountId,
      written,
      present,
      attachments,
      refused: count,
      refusedFile: listed > 0 ? refusedFile : undefined,
      remarks,
    }
  }

  async #documentOf(found: FoundRow): Promise<JsonObject | undefined> {
    if (found.event === 'refused') return this.#refuse(undefined, found.reason, undefined)
    const { text } = found
    let row: unknown
    try {
      row = JSON.parse(text)
    } catch {
      return this.#refuse(undefined, 'the row is not JSON', text)
    }
    if (!isJsonObject(row)) return this.#refuse(undefined, 'the row is no object', undefined)
    const { id, doc, value, error } = row
    // Also lists of documents, as `_bulk_docs` takes them.
    const document = row['_id'] === undefined ? doc : row
    if (error !== undefined) return this.#refuse(id, 'CouchDB could not read it', row)
    const isDeleted = isJsonObject(value) && value['deleted'] === true
    if (isDeleted || (isJsonObject(document) && document['_deleted'] === true)) this.#deleted += 1
    else if (!isJsonObject(document))
      return this.#refuse(id, 'the row has no document: the file has to be made with include_docs=true', row)
    else if (typeof document['_id'] === 'string' && document['_id'].startsWith('_design/')) this.#designs += 1
    else return document
    return undefined
  }

  async #incoming(
    document: JsonObject,
    contents: readonly (StagedBlob | undefined)[],
  ): Promise<Incoming | undefined> {
    const stored = convert(document, this.#database)
    if (typeof stored === 'string') return this.#refuse(document['_id'], stored, document)
    const attachments = attachmentsOf(document, contents, stored.modified)
    if (typeof attachments === 'string') return this.#refuse(document['_id'], attachments, document)
    if (document['pvt_attachments'] !== undefined) this.#elsewhere += 1
    return { stored, attachments }
  }

  async #user(incoming: Incoming): Promise<void> {
    const { accountId } = this.#database
    const credentials = withCredentials(this.#parts, incoming.stored, accountId)
    this.#users.push(credentials.then((stored) => [incoming, stored] as const))
    if (this.#users.length >= usersAtOnce) await this.#settleUsers()
  }

  async #settleUsers(): Promise<void> {
    const users = await Promise.all(this.#users)
    this.#users = []
    for (const [incoming, stored] of users) {
      if (typeof stored === 'string') await this.#refuseStored(incoming.stored, stored)
      else await this.#loader.add({ ...incoming, stored })
    }
  }

  /** Tells whether the account is there in the end; the document of one that is there already stays as it is. */
  async #plant(parent: string | undefined): Promise<boolean> {
    const { documents } = this.#parts
    const { accountId } = this.#database
    const there = await documents.find(accountsDb, accountId)
    if (there && this.#account) this.#loader.present += 1
    if (!there) {
      const incoming = this.#account
      if (!incoming) {
        await this.#refuse(accountId, "the account's own document is missing", undefined)
        return false
      }
      const options = { replace: false, ...(parent !== undefined && { parent }) }
      const place = await placeAccount(documents, incoming.stored, options)
      const stored = await withCredentials(this.#parts, incoming.stored, accountId)
      const reason =
        place instanceof MovingRefused ? place.reason : typeof stored === 'string' ? stored : undefined
      if (place instanceof MovingRefused || typeof stored === 'string') {
        await this.#refuseStored(incoming.stored, reason ?? '')
        return false
      }
      if (!(await plantAccount(documents, this.#loader, { ...incoming, stored }, place))) return false
    }
    if (this.#database.month === undefined)
      await letDevicesIn(documents, accountId, (id, reason) => this.#refused.add(id, reason, undefined))
    return true
  }

  async #refuse(id: Json | undefined, reason: string, document: Json | undefined): Promise<undefined> {
    await this.#refused.add(id, reason, document)
  }

  async #refuseStored(stored: Incoming['stored'], reason: string): Promise<void> {
    const { body, hidden, ...rest } = stored
    const parsed = { public: JSON.parse(body) as Json, private: JSON.parse(hidden) as Json }
    await this.#refused.add(stored.id, reason, { ...rest, ...parsed })
  }
}

function told(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${what}: ${count.toLocaleString('en-US')}`]
}
