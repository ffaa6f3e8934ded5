import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { CommitOutcome, NewViewRow, Step } from '../port.ts'
import { AttachmentWrites } from './attachments.ts'
import { integer, query } from './columns.ts'
import type { Verdict } from './group-commit.ts'
import { UniqueKeyWrites } from './unique-keys.ts'
import { ViewRowWrites } from './view-rows.ts'
import type { WorkWrites } from './work.ts'

type StepOf<Kind extends Step['do']> = Extract<Step, { do: Kind }>

const done: CommitOutcome = { outcome: 'done' }

/** Does the steps of batches; to be used inside a transaction of the writing connection. */
export class BatchWrites {
  readonly rows: ViewRowWrites
  readonly #keys: UniqueKeyWrites
  readonly #attachments: AttachmentWrites
  readonly #work: WorkWrites
  readonly #state: StatementSync
  readonly #insert: StatementSync
  readonly #update: StatementSync
  readonly #delete: StatementSync
  readonly #deleteOfDatabase: StatementSync

  constructor(writer: DatabaseSync, work: WorkWrites) {
    this.rows = new ViewRowWrites(writer)
    this.#keys = new UniqueKeyWrites(writer)
    this.#attachments = new AttachmentWrites(writer)
    this.#work = work
    this.#state = query(writer, 'SELECT rev, deleted, number FROM documents WHERE db = ? AND id = ?')
    this.#insert = writer.prepare(
      `INSERT INTO documents (type, rev, created, modified, deleted, body, hidden, db, id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (db, id) DO NOTHING`,
    )
    this.#update = query(
      writer,
      `UPDATE documents SET type = ?, rev = ?, created = ?, modified = ?, deleted = ?, body = ?, hidden = ?
       WHERE db = ? AND id = ? AND rev = ? RETURNING number`,
    )
    this.#delete = writer.prepare('DELETE FROM documents WHERE number = ?')
    this.#deleteOfDatabase = writer.prepare('DELETE FROM documents WHERE db = ?')
  }

  /**
   * Does steps in their order up to the first that cannot be done; then its outcome says why. `keep` is false
   * when something was changed that is to be taken back.
   */
  apply(steps: readonly Step[]): Verdict<CommitOutcome> {
    for (const [at, step] of steps.entries()) {
      const value = this.#do(step)
      // Whether keys are taken is seen after the document is written; everything else before.
      if (value) return { keep: at === 0 && value.outcome !== 'taken', value }
    }
    return { keep: true, value: done }
  }

  /** See `Store.reindex`. */
  reindex(db: string, id: string, rev: string, views: readonly string[], rows: readonly NewViewRow[]): void {
    const state = this.#state.get(db, id)
    if (state?.[0] === rev) this.rows.replace({ db, id, number: integer(state[2]) }, rows, views)
  }

  #do(step: Step): CommitOutcome | undefined {
    switch (step.do) {
      case 'put':
        return this.#put(step)
      case 'erase':
        return this.#erase(step)
      case 'require':
        return this.#require(step)
      case 'attach':
        return this.#attach(step)
      case 'drop':
        return void this.#drop(step.db)
      case 'detach':
        return void this.#attachments.remove(step.db, step.id, step.name)
      case 'publish':
        return void this.#work.publish(step.kind, step.payload)
      case 'enqueue':
        return void this.#work.enqueue(step)
    }
  }

  #put({ document, expect, rows, uniqueKeys }: StepOf<'put'>): CommitOutcome | undefined {
    const { db, id, type, rev, created, modified, deleted, body, hidden } = document
    const flag = deleted ? 1 : 0
    if (expect === null) {
      const inserted = this.#insert.run(type, rev, created, modified, flag, body, hidden, db, id)
      if (inserted.changes === 0) return { outcome: 'conflict', db, id }
      const number = Number(inserted.lastInsertRowid)
      // A document that was not there has no rows or keys to replace.
      this.rows.insert({ db, id, number }, rows)
      return this.#keys.take(number, uniqueKeys)
    }
    const updated = this.#update.get(type, rev, created, modified, flag, body, hidden, db, id, expect)
    if (!updated) return { outcome: 'conflict', db, id }
    const number = integer(updated[0])
    this.rows.replace({ db, id, number }, rows)
    return this.#keys.replace(number, uniqueKeys)
  }

  #erase({ db, id, expect }: StepOf<'erase'>): CommitOutcome | undefined {
    const state = this.#state.get(db, id)
    if (expect !== undefined && state?.[0] !== expect) return { outcome: 'conflict', db, id }
    if (!state) return undefined
    const number = integer(state[2])
    this.rows.clear(number)
    this.#keys.clear(number)
    this.#delete.run(number)
    this.#attachments.clear(db, id)
    return undefined
  }

  #require({ db, id, expect }: StepOf<'require'>): CommitOutcome | undefined {
    const state = this.#state.get(db, id)
    if (state?.[1] !== 0) return { outcome: 'missing', db, id }
    return expect === undefined || state[0] === expect ? undefined : { outcome: 'conflict', db, id }
  }

  #attach({ attachment }: StepOf<'attach'>): CommitOutcome | undefined {
    const { db, id } = attachment
    if (!this.#state.get(db, id)) return { outcome: 'missing', db, id }
    this.#attachments.put(attachment)
    return undefined
  }

  #drop(db: string): void {
    this.rows.drop(db)
    this.#keys.drop(db)
    this.#attachments.drop(db)
    this.#deleteOfDatabase.run(db)
  }
}
