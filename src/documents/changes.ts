import type { JsonObject } from '../json.ts'
import type { Attachment, RemoteChange } from '../store/port.ts'
import type { Document } from './document.ts'

/** One step of a write. All steps of a write happen, or none. */
export type Change =
  /** A new document; without `id` one is made, led by the month in `modb` if given. */
  | {
      readonly change: 'create'
      readonly db: string
      readonly id?: string
      readonly type: string
      readonly body: JsonObject
      readonly hidden?: JsonObject
      /** Gregorian seconds; now, unless the document tells of an earlier time (call records). */
      readonly created?: number
    }
  /**
   * Replaces all public fields. `hidden` is merged over the private ones (a value of
   * `undefined` removes one). Fails with a conflict when the document changed since it was read.
   */
  | {
      readonly change: 'replace'
      readonly document: Document
      readonly body: JsonObject
      readonly hidden?: JsonObject
    }
  /** Soft delete: the document stays, invisible, until it is purged (core.md §16). */
  | { readonly change: 'delete'; readonly document: Document }
  /** Removes the document for good. */
  | { readonly change: 'erase'; readonly document: Document }
  /** Fails the write unless the document is there; with `rev`, in that revision. */
  | { readonly change: 'require'; readonly db: string; readonly id: string; readonly rev?: string }
  /** Removes everything of a database. */
  | { readonly change: 'drop'; readonly db: string }
  | { readonly change: 'attach'; readonly attachment: Omit<Attachment, 'created'> }
  | { readonly change: 'detach'; readonly db: string; readonly id: string; readonly name: string }
  /** Work to be done after the write, at least once. */
  | {
      readonly change: 'enqueue'
      readonly kind: string
      readonly payload: JsonObject
      readonly runAt?: number
    }

/** What a write did to one document. */
export interface DocumentEvent {
  readonly action: 'created' | 'edited' | 'deleted'
  readonly db: string
  readonly id: string
  readonly type: string
  readonly before?: Document
  /** Absent when the document was removed for good. */
  readonly after?: Document
}

/** Which document a change is of. */
export type DocumentPlace = Pick<DocumentEvent, 'db' | 'id' | 'type'>

/**
 * What keeps something that it read from documents in mind, and has to forget it when they change. A look-up
 * that is under way when it is told so must not be kept either: it may have read what was before.
 */
export interface Memory {
  /** Whether it may keep something of such a document. It is told of no others, nor do other processes tell. */
  concerns(place: DocumentPlace): boolean
  /** After a write of this process: it is on disk, and its caller not yet answered. Must not throw. */
  changed(event: DocumentEvent): void
  /**
   * After writes of other processes, within a second. Of a document it is only known that it changed; of a
   * database that some of its documents did; and sometimes no more than that anything may have. Must not throw.
   */
  changedElsewhere(change: RemoteChange): void
}
