import type { StoredDocument } from '../port.ts'
import type { Row, Statement } from './link.ts'
import type { Links } from './links.ts'
import { documentColumns, documentOf } from './rows.ts'
import { stored } from './text.ts'

/** A document that somebody waits for. */
interface Wanted {
  readonly db: string
  readonly id: string
  readonly resolve: (document: StoredDocument | undefined) => void
  readonly reject: (error: unknown) => void
}

/** One statement reads so many documents at most. */
const mostAtOnce = 100

const getOne: Statement = {
  name: 'get',
  text: `SELECT ${documentColumns} FROM crossbar.documents d WHERE d.db = $1 AND d.id = $2`,
}
const getEach: Statement = {
  name: 'get-each',
  text: `SELECT w.n, ${documentColumns}
         FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w (db, id, n)
         JOIN crossbar.documents d ON d.db = w.db AND d.id = w.id`,
}

/**
 * Reads of one document. Those that are asked for in the same turn of the event loop are read by one
 * statement: what costs is sending statements, rather than finding documents.
 */
export class GatheredGets {
  readonly #links: Links
  #wanted: Wanted[] = []

  constructor(links: Links) {
    this.#links = links
  }

  /** See `Store.get`. */
  get(db: string, id: string): Promise<StoredDocument | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<StoredDocument | undefined>()
    if (this.#wanted.length === 0) setImmediate(() => this.#flush())
    this.#wanted.push({ db, id, resolve, reject })
    return promise
  }

  #flush(): void {
    const wanted = this.#wanted
    this.#wanted = []
    for (let at = 0; at < wanted.length; at += mostAtOnce) {
      const group = wanted.slice(at, at + mostAtOnce)
      this.#read(group).catch((error: unknown) => {
        for (const { reject } of group) reject(error)
      })
    }
  }

  async #read(group: readonly Wanted[]): Promise<void> {
    const [first] = group
    if (!first) return
    const rows: (Row | undefined)[] = []
    if (group.length === 1) [rows[0]] = await this.#links.read(getOne, [stored(first.db), stored(first.id)])
    else {
      const places = [group.map(({ db }) => stored(db)), group.map(({ id }) => stored(id))]
      for (const [at, ...row] of await this.#links.read(getEach, places)) rows[Number(at) - 1] = row
    }
    for (const [at, { db, id, resolve }] of group.entries()) {
      const row = rows[at]
      resolve(row && documentOf(db, id, row, 0))
    }
  }
}
