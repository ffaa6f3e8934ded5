import type { JsonObject, MutableJsonObject } from '../json.ts'
import type { Step, StoredDocument } from '../store/port.ts'
import { alphanumericName, authorFields, type Author } from './author.ts'
import type { Change, DocumentEvent, DocumentPlace } from './changes.ts'
import { Document } from './document.ts'
import { now } from './gregorian.ts'
import { newId, nextRevision } from './identifiers.ts'
import type { DocumentTypes, UniqueClaim } from './types.ts'

/** All that one write does: the store's steps, and what to tell afterwards. */
export interface WritePlan {
  readonly steps: readonly Step[]
  readonly documents: readonly Document[]
  readonly claims: readonly UniqueClaim[]
  readonly events: readonly DocumentEvent[]
}

interface Drafting {
  readonly steps: Step[]
  readonly documents: Document[]
  readonly claims: UniqueClaim[]
  readonly events: DocumentEvent[]
  readonly author: Author
  readonly types: DocumentTypes
  /** Gregorian seconds; one for the whole write. */
  readonly at: number
  readonly toBeTold: (place: DocumentPlace) => boolean
}

/**
 * Turns changes into the store's steps, with stamps, view rows, unique keys and events (core.md §16, §28).
 * `toBeTold`: whether other processes are to hear of a change.
 */
export function planWrite(
  changes: readonly Change[],
  author: Author,
  types: DocumentTypes,
  toBeTold: (place: DocumentPlace) => boolean = () => false,
): WritePlan {
  const plan: Drafting = {
    steps: [],
    documents: [],
    claims: [],
    events: [],
    author,
    types,
    at: now(),
    toBeTold,
  }
  for (const change of changes) draft(plan, change)
  return plan
}

function draft(plan: Drafting, change: Change): void {
  switch (change.change) {
    case 'create':
      create(plan, change)
      break
    case 'replace':
      put(plan, change.document, change.body, { ...change.document.hidden, ...change.hidden }, false)
      break
    case 'delete':
      put(plan, change.document, change.document.body, { ...change.document.hidden, pvt_deleted: true }, true)
      break
    case 'erase': {
      const { db, id, rev, type } = change.document
      plan.steps.push({
        do: 'erase',
        db,
        id,
        expect: rev,
        ...(plan.toBeTold({ db, id, type }) && { tell: type }),
      })
      announce(plan, { action: 'deleted', db, id, type, before: change.document })
      break
    }
    case 'require':
      plan.steps.push({
        do: 'require',
        db: change.db,
        id: change.id,
        ...(change.rev !== undefined && { expect: change.rev }),
      })
      break
    case 'drop':
      plan.steps.push({ do: 'drop', db: change.db })
      break
    case 'attach':
      plan.steps.push({ do: 'attach', attachment: { ...change.attachment, created: plan.at } })
      break
    case 'detach':
      plan.steps.push({ do: 'detach', db: change.db, id: change.id, name: change.name })
      break
    case 'enqueue':
      plan.steps.push({
        do: 'enqueue',
        id: newId(),
        kind: change.kind,
        payload: JSON.stringify(change.payload),
        runAt: change.runAt ?? Date.now(),
      })
  }
}

function create(plan: Drafting, change: Extract<Change, { change: 'create' }>): void {
  const hidden = stamped(plan, change.db, change.body, change.hidden ?? {})
  const created = change.created ?? plan.at
  save(plan, undefined, {
    db: change.db,
    id: change.id ?? newId(),
    type: change.type,
    created,
    modified: plan.at,
    body: change.body,
    hidden,
    deleted: false,
  })
}

function put(plan: Drafting, before: Document, body: JsonObject, hidden: JsonObject, deleted: boolean): void {
  save(plan, before, {
    db: before.db,
    id: before.id,
    type: before.type,
    created: before.created,
    modified: plan.at,
    body,
    hidden: stamped(plan, before.db, body, hidden),
    deleted,
  })
}

/** Private fields every save sets (core.md §16). Type, id and times live in columns of their own. */
function stamped(plan: Drafting, db: string, body: JsonObject, hidden: JsonObject): JsonObject {
  const fields: MutableJsonObject = { ...hidden, ...authorFields(plan.author) }
  fields['pvt_vsn'] ??= '1'
  fields['pvt_account_id'] ??= db
  fields['pvt_account_db'] ??= accountDatabaseName(db)
  fields['pvt_alphanum_name'] = alphanumericName(body)
  return fields
}

/** The original's name of an account's database, `account%2Fab%2Fcd%2F…` (core.md §4); other databases keep theirs. */
export function accountDatabaseName(db: string): string {
  return db.length === 32 ? `account%2F${db.slice(0, 2)}%2F${db.slice(2, 4)}%2F${db.slice(4)}` : db
}

interface Saved {
  readonly db: string
  readonly id: string
  readonly type: string
  readonly created: number
  readonly modified: number
  readonly body: JsonObject
  readonly hidden: JsonObject
  readonly deleted: boolean
}

function save(plan: Drafting, before: Document | undefined, saved: Saved): void {
  const body = JSON.stringify(saved.body)
  const hidden = JSON.stringify(saved.hidden)
  const stored: StoredDocument = { ...saved, body, hidden, rev: nextRevision(before?.rev, body, hidden) }
  const document = new Document(stored, saved)
  const claims = saved.deleted ? [] : plan.types.claims(document)
  plan.steps.push({
    do: 'put',
    document: stored,
    expect: before?.rev ?? null,
    rows: saved.deleted ? [] : plan.types.rows(document),
    uniqueKeys: claims.map((claim) => claim.key),
    ...(plan.toBeTold(saved) && { tell: true }),
  })
  plan.claims.push(...claims)
  plan.documents.push(document)
  const { db, id, type } = saved
  announce(plan, {
    action: saved.deleted ? 'deleted' : before ? 'edited' : 'created',
    db,
    id,
    type,
    ...(before && { before }),
    after: document,
  })
}

/** Notes what happened, and puts it into the outbox in the same transaction (core.md §28). */
function announce(plan: Drafting, event: DocumentEvent): void {
  plan.events.push(event)
  const kind = `doc_${event.action}`
  if (!plan.types.announced(event.type, kind)) return
  const facts = event.after ?? event.before
  plan.steps.push({
    do: 'publish',
    kind,
    payload: JSON.stringify({
      ID: event.id,
      Type: event.type,
      Database: accountDatabaseName(event.db),
      Rev: facts?.rev,
      'Account-ID': facts?.hidden['pvt_account_id'],
      'Date-Created': facts?.created,
      'Date-Modified': facts?.modified,
      'Is-Soft-Deleted': event.action === 'deleted' && event.after !== undefined,
      'Request-ID': plan.author.requestId,
    }),
  })
}
