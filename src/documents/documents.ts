import { badIdentifier, failed, systemError, type Failure } from '../failures.ts'
import type { Json } from '../json.ts'
import type {
  Attachment,
  CommitOutcome,
  RemoteChange,
  Scan,
  Step,
  Store,
  UniqueKey,
  ViewRow,
} from '../store/port.ts'
import type { Author } from './author.ts'
import type { Change, DocumentEvent, DocumentPlace, Memory } from './changes.ts'
import { Document } from './document.ts'
import type { DocumentTypes, UniqueClaim } from './types.ts'
import { planWrite } from './write-plan.ts'

/** What a process says to make others forget. */
const forgetTopic = 'forget'

/**
 * Documents, their listings and their unique values (core.md §16, §17). Every write is
 * one transaction with all that follows from it: view rows, unique keys, events, jobs.
 */
export class Documents {
  readonly store: Store
  readonly types: DocumentTypes
  readonly #memories = new Set<Memory>()
  /** Whether other processes are to hear of a change: one of theirs may keep what this one's would. */
  readonly #toBeTold: (place: DocumentPlace) => boolean

  constructor(store: Store, types: DocumentTypes) {
    this.store = store
    this.types = types
    this.#toBeTold = store.shared ? (place) => this.#concerned(place).length > 0 : () => false
    store.watch((change) => this.#changedElsewhere(change))
    store.hear(forgetTopic, () => this.#changedElsewhere({ scope: 'everything' }))
  }

  /** Tells a memory of every change that concerns it, of this process and of others. */
  onChange(memory: Memory): void {
    this.#memories.add(memory)
  }

  /** Has every memory forget, in this process and in the others. */
  forgetEverywhere(): void {
    this.#changedElsewhere({ scope: 'everything' })
    this.store.say(forgetTopic, {})
  }

  /** A document that is not soft-deleted, or `undefined`. */
  async find(db: string, id: string): Promise<Document | undefined> {
    const stored = await this.store.get(db, id)
    return stored && !stored.deleted ? new Document(stored) : undefined
  }

  /** Documents of one database by id, without missing and soft-deleted ones. */
  async findMany(db: string, ids: readonly string[]): Promise<readonly Document[]> {
    const stored = await this.store.getMany(db, ids)
    return stored.filter((each) => !each.deleted).map((each) => new Document(each))
  }

  /** A document of one of the given types; otherwise 404 `bad_identifier` with the id as cause (core.md §13). */
  async load(db: string, id: string, ...types: readonly string[]): Promise<Document | Failure> {
    const document = await this.find(db, id)
    return document && types.includes(document.type) ? document : badIdentifier(id)
  }

  /** The document that holds a unique value, if any. */
  async holder(key: UniqueKey): Promise<Document | undefined> {
    const place = await this.store.holder(key)
    return place && (await this.find(place.db, place.id))
  }

  /** Rows of a view. */
  scan(scan: Scan): Promise<readonly ViewRow[]> {
    return this.store.scan(scan)
  }

  /** Attachments of a document, sorted by name. */
  attachments(db: string, id: string): Promise<readonly Attachment[]> {
    return this.store.attachments(db, id)
  }

  /**
   * Does all changes in one durable transaction and gives back the documents created, replaced or
   * soft-deleted, in order. Fails, with nothing changed, with 409 `datastore_conflict` when a document
   * changed meanwhile, 404 when a required one is gone, or as the holder of a unique value asks.
   */
  async write(changes: readonly Change[], author: Author): Promise<readonly Document[] | Failure> {
    const plan = planWrite(changes, author, this.types, this.#toBeTold)
    const outcome = await this.store.commit(plan.steps)
    if (outcome.outcome !== 'done') return refusal(outcome, plan.claims)
    for (const event of plan.events) this.#announce(event)
    return plan.documents
  }

  /** Writes one document; see `write`. */
  async writeOne(change: Change, author: Author): Promise<Document | Failure> {
    const written = await this.write([change], author)
    if (failed(written)) return written
    const [document] = written
    if (!document) throw new Error(`a ${change.change} change writes no document`)
    return document
  }

  /** Does raw steps in one transaction: for bulk imports that plan their own steps. */
  commit(steps: readonly Step[]): Promise<CommitOutcome> {
    return this.store.commit(steps)
  }

  #announce(event: DocumentEvent): void {
    for (const memory of this.#memories) if (memory.concerns(event)) memory.changed(event)
  }

  #concerned(place: DocumentPlace): readonly Memory[] {
    return [...this.#memories].filter((memory) => memory.concerns(place))
  }

  #changedElsewhere(change: RemoteChange): void {
    const memories = change.scope === 'document' ? this.#concerned(change) : this.#memories
    for (const memory of memories) memory.changedElsewhere(change)
  }
}

function refusal(
  outcome: Exclude<CommitOutcome, { outcome: 'done' }>,
  claims: readonly UniqueClaim[],
): Failure {
  switch (outcome.outcome) {
    case 'conflict':
      return systemError('datastore_conflict')
    case 'missing':
      return badIdentifier(outcome.id satisfies Json)
    case 'taken': {
      const claim = claims.find(
        ({ key }) =>
          key.scope === outcome.key.scope && key.name === outcome.key.name && key.value === outcome.key.value,
      )
      return claim ? claim.taken() : systemError('datastore_conflict')
    }
  }
}
