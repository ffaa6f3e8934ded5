import { StoreUnavailable } from '../port.ts'
import type { Row, Statement } from './link.ts'
import type { Reading } from './links.ts'

/** How rows are found by keys of some texts each. */
export interface Finding<Key, Found> {
  /** Finds the row of one key: takes its texts, gives back the columns. */
  readonly one: Statement
  /** Finds the rows of many keys: takes a list of each of their texts, gives back the number of the key (from 1) and the columns. */
  readonly each: Statement
  /** The texts of a key as they are stored, the tenant first. */
  readonly texts: (key: Key) => readonly string[]
  /** What a row says. */
  readonly found: (key: Key, row: Row) => Found
}

interface Wanted<Key, Found> {
  readonly key: Key
  readonly texts: readonly string[]
  readonly resolve: (found: Found | undefined) => void
  readonly reject: (error: unknown) => void
}

/** One statement finds so many rows at most. */
const mostAtOnce = 100
/** So many wait at most; more are refused, so that memory stays bounded while the database does not answer. */
const mostWaiting = 5_000

/** So many milliseconds those that are asked for wait for a statement to come back, before they have one of their own. */
const patienceMs = 20

/**
 * Reads of single rows. Those that are asked for in the same turn of the event loop, or while a statement for earlier
 * ones is under way, are read by one statement: what costs is sending statements, rather than finding rows. So the
 * more is asked for, the less each of them costs.
 */
export class GatheredReads<Key, Found> {
  readonly #links: Pick<Reading, 'read'>
  readonly #finding: Finding<Key, Found>
  readonly #apart: boolean
  #wanted: Wanted<Key, Found>[] = []
  #waiting = 0
  /** Statements under way. */
  #sent = 0
  #patience: NodeJS.Timeout | undefined

  /** `apart`: tenants lie on different machines, and one statement is to read rows of one tenant only. */
  constructor(links: Pick<Reading, 'read'>, finding: Finding<Key, Found>, apart: boolean) {
    this.#links = links
    this.#finding = finding
    this.#apart = apart
  }

  /** Finds a row. */
  read(key: Key): Promise<Found | undefined> {
    if (this.#waiting >= mostWaiting)
      return Promise.reject(new StoreUnavailable('the database does not keep up'))
    this.#waiting += 1
    const { promise, resolve, reject } = Promise.withResolvers<Found | undefined>()
    if (this.#wanted.length === 0) this.#await()
    this.#wanted.push({ key, texts: this.#finding.texts(key), resolve, reject })
    return promise
  }

  #await(): void {
    if (this.#sent === 0) setImmediate(() => this.#flush())
    else this.#patience = setTimeout(() => this.#flush(), patienceMs)
  }

  #flush(): void {
    clearTimeout(this.#patience)
    const wanted = this.#wanted
    this.#wanted = []
    const tenants = this.#apart ? Map.groupBy(wanted, ({ texts }) => texts[0]).values() : [wanted]
    for (const each of tenants)
      for (let at = 0; at < each.length; at += mostAtOnce) {
        const group = each.slice(at, at + mostAtOnce)
        this.#sent += 1
        this.#find(group)
          .catch((error: unknown) => {
            for (const { reject } of group) reject(error)
          })
          .finally(() => this.#arrived(group.length))
      }
  }

  #arrived(count: number): void {
    this.#waiting -= count
    this.#sent -= 1
    // After what the answers just set going has had its turn, and may have asked for more.
    if (this.#wanted.length > 0) setImmediate(() => this.#flush())
  }

  async #find(group: readonly Wanted<Key, Found>[]): Promise<void> {
    const { one, each, found } = this.#finding
    const [first] = group
    if (!first) return
    const rows: (Row | undefined)[] = []
    if (group.length === 1) [rows[0]] = await this.#links.read(one, first.texts)
    else {
      const lists = first.texts.map((_, place) => group.map(({ texts }) => texts[place] ?? ''))
      for (const [number, ...row] of await this.#links.read(each, lists)) rows[Number(number) - 1] = row
    }
    for (const [at, { key, resolve }] of group.entries()) {
      const row = rows[at]
      resolve(row && found(key, row))
    }
  }
}
