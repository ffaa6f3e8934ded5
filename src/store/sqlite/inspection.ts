import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Belongings, Job, Strays } from '../port.ts'
import type { AttachmentReads } from './attachments.ts'
import { boundLimit, bytes, integer, query, text } from './columns.ts'

/** Rows whose document is not there, or is another than they say. */
const strayRows = `view_rows AS r WHERE NOT EXISTS (
  SELECT 1 FROM documents d JOIN views v ON v.number = r.view
  WHERE d.number = r.document AND d.id = r.id AND d.db = v.db)`
const strayKeys = `unique_keys AS k WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.number = k.document)`
const strayAttachments = `attachments AS a WHERE NOT EXISTS (
  SELECT 1 FROM documents d WHERE d.db = a.db AND d.id = a.id)`

/** Reads for checking and copying a whole database. */
export class InspectionReads {
  readonly #counts: StatementSync
  readonly #number: StatementSync
  readonly #rows: StatementSync
  readonly #keys: StatementSync
  readonly #jobs: StatementSync
  readonly #meta: StatementSync
  readonly #strays: readonly StatementSync[]

  constructor(reader: DatabaseSync) {
    this.#counts = query(reader, 'SELECT db, count(*) FROM documents GROUP BY db ORDER BY db')
    this.#number = query(reader, 'SELECT number FROM documents WHERE db = ? AND id = ?')
    this.#rows = query(
      reader,
      `SELECT v.name, r.sort_key, r.key, r.value FROM view_rows r CROSS JOIN views v ON v.number = r.view
       WHERE r.document = ?`,
    )
    this.#keys = query(reader, 'SELECT scope, name, value FROM unique_keys WHERE document = ?')
    this.#jobs = query(
      reader,
      `SELECT id, kind, payload, run_at, attempts FROM jobs WHERE id > ? ORDER BY id ${boundLimit}`,
    )
    this.#meta = query(reader, 'SELECT name, value FROM meta ORDER BY name')
    this.#strays = [strayRows, strayKeys, strayAttachments].map((from) =>
      query(reader, `SELECT count(*) FROM ${from}`),
    )
  }

  /** See `Store.documentCounts`. */
  counts(): readonly { readonly db: string; readonly documents: number }[] {
    return this.#counts.all().map((row) => ({ db: text(row[0]), documents: integer(row[1]) }))
  }

  /** See `Store.belongings`. */
  belongings(
    db: string,
    ids: readonly string[],
    attachments: AttachmentReads,
  ): ReadonlyMap<string, Belongings> {
    const found = new Map<string, Belongings>()
    for (const id of ids) {
      const number = this.#number.get(db, id)?.[0]
      if (number === undefined || number === null) continue
      found.set(id, {
        rows: this.#rows.all(number).map((row) => ({
          view: text(row[0]),
          sortKey: bytes(row[1]),
          key: text(row[2]),
          value: text(row[3]),
        })),
        uniqueKeys: this.#keys
          .all(number)
          .map((row) => ({ scope: text(row[0]), name: text(row[1]), value: text(row[2]) })),
        attachments: attachments.ofDocument(db, id),
      })
    }
    return found
  }

  /** See `Store.strays`. */
  strays(): Strays {
    const [rows = 0, uniqueKeys = 0, attachments = 0] = this.#strays.map((each) => integer(each.get()?.[0]))
    return { rows, uniqueKeys, attachments }
  }

  /** See `Store.jobs`. */
  jobs(after: string, limit: number): readonly Job[] {
    return this.#jobs.all(after, limit).map((row) => ({
      id: text(row[0]),
      kind: text(row[1]),
      payload: text(row[2]),
      runAt: integer(row[3]),
      attempts: integer(row[4]),
    }))
  }

  /** See `Store.allMeta`. */
  meta(): readonly { readonly name: string; readonly value: string }[] {
    return this.#meta.all().map((row) => ({ name: text(row[0]), value: text(row[1]) }))
  }
}

/** Removes what belongs to documents that are not there; inside a transaction of the writing connection. */
export function removeStrays(writer: DatabaseSync): Strays {
  const removed = (from: string): number => Number(writer.prepare(`DELETE FROM ${from}`).run().changes)
  return {
    rows: removed(strayRows),
    uniqueKeys: removed(strayKeys),
    attachments: removed(strayAttachments),
  }
}
