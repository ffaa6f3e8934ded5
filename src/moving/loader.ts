import { Document } from '../documents/document.ts'
import type { Documents } from '../documents/documents.ts'
import type { Attachment, CommitOutcome, Step, StoredDocument } from '../store/port.ts'

/** A document on its way into the store; the content of its attachments is there already. */
export interface Incoming {
  readonly stored: StoredDocument
  readonly attachments: readonly Omit<Attachment, 'db' | 'id'>[]
}

/** Is told of each document that is not taken, and why. */
export type Refuse = (document: Incoming, reason: string) => Promise<void>

/** Documents written in one transaction; requests to a running server wait no longer than that takes. */
const batchSize = 50

/** Writes documents as they are, with rows and unique values made anew; each is there as a whole or not at all. */
export class Loader {
  readonly #documents: Documents
  readonly #refuse: Refuse
  #waiting: Incoming[] = []
  /** Documents that were written, and those that were there before just like that. */
  written = 0
  present = 0
  attachments = 0

  constructor(documents: Documents, refuse: Refuse) {
    this.#documents = documents
    this.#refuse = refuse
  }

  /** Takes a document; it is written with others. */
  async add(document: Incoming): Promise<void> {
    this.#waiting.push(document)
    if (this.#waiting.length >= batchSize) await this.flush()
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    const batch = this.#waiting
    this.#waiting = []
    const steps = batch.map((document) => this.#steps(document))
    if (!steps.some((each) => typeof each === 'string')) {
      const outcome = await this.#documents.commit(
        steps.flatMap((each) => (typeof each === 'string' ? [] : each)),
      )
      if (outcome.outcome === 'done') {
        this.#count(batch)
        return
      }
    }
    for (const document of batch) await this.write(document)
  }

  /**
   * Writes one document; tells whether it is there now. `guard` is required to be there as well; when it is not,
   * nothing is written, and `guard` given back.
   */
  async write(document: Incoming, guard?: Step & { readonly do: 'require' }): Promise<boolean | 'guard'> {
    const steps = this.#steps(document)
    if (typeof steps === 'string') {
      await this.#refuse(document, steps)
      return false
    }
    const outcome = await this.#documents.commit(guard ? [guard, ...steps] : steps)
    if (outcome.outcome === 'conflict' && guard?.db === outcome.db && guard.id === outcome.id) return 'guard'
    if (outcome.outcome === 'done') this.#count([document])
    else if (await this.#isThere(document)) this.present += 1
    else {
      await this.#refuse(document, reasonOf(outcome))
      return false
    }
    return true
  }

  #count(documents: readonly Incoming[]): void {
    this.written += documents.length
    for (const { attachments } of documents) this.attachments += attachments.length
  }

  #steps({ stored, attachments }: Incoming): readonly Step[] | string {
    const { types } = this.#documents
    const { db, id } = stored
    try {
      const document = new Document(stored)
      const rows = stored.deleted ? [] : types.rows(document)
      const uniqueKeys = stored.deleted ? [] : types.claims(document).map(({ key }) => key)
      return [
        { do: 'put', document: stored, expect: null, rows, uniqueKeys, tell: true },
        ...attachments.map((each) => ({ do: 'attach', attachment: { ...each, db, id } }) as const),
      ]
    } catch (error) {
      return `it cannot be listed: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  /** Whether an earlier import has written just this. */
  async #isThere({ stored, attachments }: Incoming): Promise<boolean> {
    const { store } = this.#documents
    const there = await store.get(stored.db, stored.id)
    if (there?.body !== stored.body || there.type !== stored.type || there.deleted !== stored.deleted)
      return false
    const held = await store.attachments(stored.db, stored.id)
    const digests = new Map(held.map(({ name, digest }) => [name, digest]))
    return attachments.every(({ name, digest }) => digests.get(name) === digest)
  }
}

function reasonOf(outcome: CommitOutcome): string {
  switch (outcome.outcome) {
    case 'taken':
      return takenBy(outcome.key, outcome.holder)
    case 'conflict':
      return 'there is another document with this id'
    default:
      return `something it needs is ${outcome.outcome}`
  }
}

/** What is told of a unique value that another document has. */
export function takenBy(
  key: { readonly name: string; readonly value: string },
  holder: { readonly db: string; readonly id: string },
): string {
  return `${key.name} ${JSON.stringify(key.value)} is taken by ${holder.db}/${holder.id}`
}
