import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import type { summary, DocumentType } from '../../documents/types.ts'
import type { Failure, ValidationErrors } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { AccountContext, Verb } from './context.ts'
import type { ListingOptions } from './listing.ts'
import type { Operation, Permission } from './module.ts'
import type { DocumentResult, Result } from './results.ts'

/** A document on its way into the store. */
export interface Draft {
  /** Public fields, without private ones, `id` and `_read_only`. */
  readonly body: JsonObject
  /** Private fields to set; `undefined` removes one. */
  readonly hidden?: JsonObject
  /** What is wrong already; reported together with what the schema finds. */
  readonly errors?: ValidationErrors
}

/** A kind of document with its five operations (core.md §12, §16), and where it differs from all others. */
export interface Crud {
  /** As it stands in URLs. */
  readonly name: string
  /** The `pvt_type`. */
  readonly type: string
  /** Name of the JSON schema. */
  readonly schema: string
  /** What it is, in the singular, for the documentation. */
  readonly noun: string
  /** The `pvt_vsn` of new documents; absent: 1. */
  readonly format?: string
  readonly listing: CrudListing
  /** Operations offered; absent: all. */
  readonly verbs?: readonly CrudVerb[]
  readonly permission?: Permission
  /** Of single operations, in place of `permission`. */
  readonly permissions?: Partial<Readonly<Record<CrudVerb, Permission>>>
  /** Unique values and views besides the listing. */
  readonly unique?: DocumentType['unique']
  readonly views?: DocumentType['views']
  /** Before the schema: normalises, computes, refuses. `existing` is absent on creation. */
  readonly prepare?: (
    context: AccountContext,
    draft: Draft,
    existing?: Document,
  ) => Draft | Failure | Promise<Draft | Failure>
  /**
   * After the schema, on the body with its defaults: what else is wrong, and what to store. Also called when the
   * schema found faults, so that all of them are told at once: values may be of any type.
   */
  readonly check?: (
    context: AccountContext,
    draft: Draft,
    existing?: Document,
  ) => Draft | Failure | Promise<Draft | Failure>
  /** Further changes of the same transaction; `document` is absent on creation. */
  readonly also?: (
    context: AccountContext,
    change: CrudChange,
  ) => readonly Change[] | Failure | Promise<readonly Change[] | Failure>
  /** What to show of a document; absent, or `undefined` given back: its public fields. */
  readonly show?: (
    context: AccountContext,
    document: Document,
  ) => JsonObject | undefined | Promise<JsonObject | undefined>
  /** Further media types in which one document can be had, and how: a picture, a printed page. */
  readonly forms?: Readonly<Record<string, DocumentForm>>
  /** Headers and envelope keys that the answer to a creation, replacement or patch has besides the usual ones. */
  readonly besides?: (
    context: AccountContext,
    change: CrudWritten,
  ) => Pick<DocumentResult, 'headers' | 'envelope'>
  /** After a write is on disk: calls on the outside world. Must not fail. */
  readonly written?: (context: AccountContext, change: CrudWritten) => void
  /** Whether this deletion is for good; absent: the client's `should_soft_delete` decides. */
  readonly erases?: (context: AccountContext, document: Document) => boolean
  /** Kinds of documents that belong to one of these each, such as the entries of a list; each says `within`. */
  readonly parts?: readonly Crud[]
  /** Where documents of a kind are that is a part of another. */
  readonly within?: CrudPlace
  /** Operations beside the five. */
  readonly operations?: readonly Operation[]
  /** Kinds of documents beside its own. */
  readonly documents?: readonly DocumentType[]
}

/** A collection behind a document's own path. */
export interface CrudPlace {
  /** Behind the module's name: `{id}/entries`. */
  readonly path: string
  /** The `pvt_type` of the document that `{id}` names; without it there is no collection. */
  readonly owner: string
  /** What a further segment stands for that names one of them: `entry_id`. */
  readonly parameter: string
  /** What they are, in the plural, for the documentation: `entries of a list`. */
  readonly plural: string
}

/** Gives a document in another form than JSON. */
export type DocumentForm = (
  context: AccountContext,
  document: Document,
) => Result | Failure | Promise<Result | Failure>

/** Names of the five operations, and the listing. */
export type CrudVerb = 'list' | 'create' | 'read' | 'replace' | 'patch' | 'delete'

/** A change about to be made: the id is known, nothing is written. */
export interface CrudChange {
  readonly verb: Verb
  readonly id: string
  readonly existing?: Document
  /** Absent on deletion. */
  readonly draft?: Draft
}

/** A change that was made. */
export interface CrudWritten {
  readonly verb: Verb
  readonly before?: Document
  readonly after: Document
}

/** The listing of a kind of document. */
export interface CrudListing extends Omit<ListingOptions, 'view' | 'db'> {
  /** Raised whenever key or entry change. */
  readonly version: number
  /** Sorts the listing (core.md §17). */
  readonly key: (document: Parameters<Parameters<typeof summary>[2]>[0]) => Json
  /** Public fields shown in listings, or what is computed for them; `id` is always there. */
  readonly entry: readonly string[] | ((document: Parameters<Parameters<typeof summary>[2]>[0]) => JsonObject)
  /** Narrows the listing by the request, for instance to a user's own (another view, bounds, a mapping). */
  readonly scope?: (context: AccountContext) => Partial<ListingOptions> | undefined
}
