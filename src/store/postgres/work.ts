import type { Attachment, Job, NewViewRow, OutboxEvent, Store } from '../port.ts'
import type { Row, Statement, Value } from './link.ts'
import type { Links, Reading } from './links.ts'
import { integerAt, textAt } from './rows.ts'
import { encodedRows } from './steps.ts'
import { stored } from './text.ts'

const statement = (name: string, text: string): Statement => ({ name, text })

const attachmentsOf = statement(
  'attachments',
  `SELECT name, content_type, bytes, digest, created FROM crossbar.attachments WHERE db = $1 AND id = $2 ORDER BY name`,
)
const digest = statement('digest', 'SELECT 1 FROM crossbar.attachments WHERE digest = $1 LIMIT 1')
const outbox = statement('outbox', 'SELECT seq, kind, payload FROM crossbar.outbox_1($1)')
const acknowledge = statement('acknowledge', 'DELETE FROM crossbar.outbox WHERE seq <= $1')
const anyDue = statement(
  'any-due',
  'SELECT 1 FROM crossbar.jobs WHERE kind = ANY ($1) AND run_at <= $2 LIMIT 1',
)
// A lease is the time from which the job is due again: nobody has to notice that it ran out.
const claim = statement(
  'claim',
  `WITH due AS MATERIALIZED (
     SELECT id, run_at, number FROM crossbar.jobs WHERE kind = ANY ($1) AND run_at <= $2
     ORDER BY run_at, number LIMIT $4 FOR UPDATE SKIP LOCKED
   ), claimed AS (
     UPDATE crossbar.jobs j SET run_at = $3, attempts = j.attempts + 1 FROM due WHERE j.id = due.id
     RETURNING j.id, j.kind, j.payload, due.run_at, j.attempts - 1 AS attempts, due.number
   )
   SELECT id, kind, payload, run_at, attempts FROM claimed ORDER BY run_at, number`,
)
// Each claim counts up `attempts`: with another number it is another's by now.
const finish = statement('finish', 'DELETE FROM crossbar.jobs WHERE id = $1 AND attempts = $2 + 1')
const retry = statement(
  'retry',
  'UPDATE crossbar.jobs SET run_at = $3, error = $4 WHERE id = $1 AND attempts = $2 + 1',
)
const extend = statement(
  'extend',
  'UPDATE crossbar.jobs SET run_at = $3 WHERE id = $1 AND attempts = $2 + 1 RETURNING 1',
)
const lease = statement(
  'lease',
  `INSERT INTO crossbar.leases AS l (name, holder, expires) VALUES ($1, $2, $3::bigint + $4)
   ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires = excluded.expires
   WHERE l.holder = excluded.holder OR NOT (l.expires > $3 AND l.expires <= $3 + 2 * $4)
   RETURNING 1`,
)
const heldByOther = statement(
  'held',
  `SELECT 1 FROM crossbar.leases
   WHERE name = $1 AND holder <> $2 AND expires > $3 AND expires <= $3::bigint + 2 * $4`,
)
const release = statement('release', 'DELETE FROM crossbar.leases WHERE name = $1 AND holder = $2')
const readMeta = statement('meta', 'SELECT value FROM crossbar.meta WHERE name = $1')
const setMeta = statement(
  'set-meta',
  'INSERT INTO crossbar.meta VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
)
const removeMeta = statement('remove-meta', 'DELETE FROM crossbar.meta WHERE name = $1')
const reindex = statement('reindex', 'SELECT crossbar.reindex_1($1, $2, $3, $4, $5)')
const nextDatabase = statement('next-database', 'SELECT min(db) FROM crossbar.view_rows WHERE db > $1')

/** How many rows one statement removes when a whole view goes. */
const sliceSize = 2000
const sliceEnd = statement(
  'slice-end',
  `SELECT encode(sort_key, 'hex'), id FROM crossbar.view_rows WHERE db = $1 AND view = $2
   ORDER BY sort_key, id LIMIT 1 OFFSET ${sliceSize - 1}`,
)
const dropRest = statement('drop-rest', 'DELETE FROM crossbar.view_rows WHERE db = $1 AND view = $2')
const dropSlice = statement('drop-slice', `${dropRest.text} AND (sort_key, id) <= ($3, $4)`)

/** See `Store.attachments`. */
export async function attachments(
  links: Pick<Reading, 'read'>,
  db: string,
  id: string,
): Promise<readonly Attachment[]> {
  const rows = await links.read(attachmentsOf, [stored(db), stored(id)])
  return rows.map((row) => ({
    db,
    id,
    name: textAt(row, 0),
    contentType: textAt(row, 1),
    bytes: integerAt(row, 2),
    digest: textAt(row, 3),
    created: integerAt(row, 4),
  }))
}

/** See `Store.readMeta`. */
export async function namedValue(links: Pick<Reading, 'read'>, name: string): Promise<string | undefined> {
  const [row] = await links.read(readMeta, [stored(name)])
  return row && textAt(row, 0)
}

/** Attachments, events, jobs, leases, named values, and upkeep of views: each call is one statement or a few. */
export class Work {
  readonly #links: Links

  constructor(links: Links) {
    this.#links = links
  }

  /** See `Store.attachments`. */
  attachments(db: string, id: string): Promise<readonly Attachment[]> {
    return attachments(this.#links, db, id)
  }

  /** See `Store.digestInUse`. */
  async digestInUse(hex: string): Promise<boolean> {
    return (await this.#links.read(digest, [stored(hex)])).length > 0
  }

  /** See `Store.outbox`. */
  async outbox(limit: number): Promise<readonly OutboxEvent[]> {
    const rows = await this.#write(outbox, [limit])
    return rows.map((row) => ({ seq: integerAt(row, 0), kind: textAt(row, 1), payload: textAt(row, 2) }))
  }

  /** See `Store.acknowledge`. */
  async acknowledge(seq: number): Promise<void> {
    await this.#write(acknowledge, [seq])
  }

  /** See `Store.claimJobs`. */
  async claimJobs({
    kinds,
    now,
    leaseMs,
    limit,
  }: Parameters<Store['claimJobs']>[0]): Promise<readonly Job[]> {
    const wanted = kinds.map(stored)
    // Mostly there is nothing to do, and nobody need wait for a transaction to see that.
    if ((await this.#links.read(anyDue, [wanted, now])).length === 0) return []
    return (await this.#write(claim, [wanted, now, now + leaseMs, limit])).map(jobOf)
  }

  /** See `Store.finishJob`. */
  async finishJob(id: string, attempts: number): Promise<void> {
    await this.#write(finish, [stored(id), attempts])
  }

  /** See `Store.retryJob`. */
  async retryJob(id: string, attempts: number, runAt: number, error: string): Promise<void> {
    await this.#write(retry, [stored(id), attempts, runAt, stored(error)])
  }

  /** See `Store.extendJob`. */
  async extendJob(id: string, attempts: number, until: number): Promise<boolean> {
    return (await this.#write(extend, [stored(id), attempts, until])).length > 0
  }

  /** See `Store.lease`. */
  async lease(name: string, holder: string, now: number, leaseMs: number): Promise<boolean> {
    const values = [stored(name), stored(holder), now, leaseMs]
    if ((await this.#links.read(heldByOther, values)).length > 0) return false
    return (await this.#write(lease, values)).length > 0
  }

  /** See `Store.release`. */
  async release(name: string, holder: string): Promise<void> {
    await this.#write(release, [stored(name), stored(holder)])
  }

  /** See `Store.readMeta`. */
  readMeta(name: string): Promise<string | undefined> {
    return namedValue(this.#links, name)
  }

  /** See `Store.writeMeta`. */
  async writeMeta(name: string, value: string | undefined): Promise<void> {
    if (value === undefined) await this.#write(removeMeta, [stored(name)])
    else await this.#write(setMeta, [stored(name), stored(value)])
  }

  /** See `Store.reindex`. */
  async reindex(
    db: string,
    id: string,
    rev: string,
    views: readonly string[],
    rows: readonly NewViewRow[],
  ): Promise<void> {
    const wanted = JSON.stringify(encodedRows(rows))
    await this.#write(reindex, [stored(db), stored(id), stored(rev), views.map(stored), wanted])
  }

  /** See `Store.dropView`. In slices, so that nobody waits long for one of its rows. */
  async dropView(view: string): Promise<void> {
    const { heavy } = this.#links
    let [row] = await this.#links.over(heavy, nextDatabase, [''])
    while (typeof row?.[0] === 'string') {
      const place = [row[0], stored(view)]
      let [end] = await this.#links.over(heavy, sliceEnd, place)
      while (end) {
        const values = [...place, Buffer.from(end[0] ?? '', 'hex'), end[1] ?? '']
        await this.#links.over(heavy, dropSlice, values)
        ;[end] = await this.#links.over(heavy, sliceEnd, place)
      }
      await this.#links.over(heavy, dropRest, place)
      ;[row] = await this.#links.over(heavy, nextDatabase, place.slice(0, 1))
    }
  }

  #write(what: Statement, values: readonly Value[]): Promise<readonly Row[]> {
    return this.#links.over(this.#links.writer, what, values)
  }
}

/** Builds a job from its id, kind, payload, time and attempts. */
export function jobOf(row: Row): Job {
  return {
    id: textAt(row, 0),
    kind: textAt(row, 1),
    payload: textAt(row, 2),
    runAt: integerAt(row, 3),
    attempts: integerAt(row, 4),
  }
}
