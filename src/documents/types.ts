import type { Json, JsonObject } from '../json.ts'
import type { Failure } from '../failures.ts'
import type { NewViewRow, UniqueKey } from '../store/port.ts'
import { collationVersion, encodeKey } from './collation.ts'
import type { DocumentFacts } from './document.ts'

/** One row a document contributes to a view: where it sorts, and the summary shown in listings. */
export interface Emission {
  readonly key: Json
  readonly value: Json
}

/**
 * A listing, kept up to date with every write (core.md §17). Several document
 * types may feed the same view.
 */
export interface View {
  /** Name, unique in the system, such as `devices/crossbar_listing`. */
  readonly name: string
  /** Raised whenever `emit` gives other rows than before; the view is then rebuilt at start. */
  readonly version: number
  /** The rows of one document; none leaves it out of the listing. */
  readonly emit: (document: DocumentFacts) => readonly Emission[]
}

/** A value that must be the document's alone. */
export interface UniqueClaim {
  readonly key: UniqueKey
  /** What a client is told whose value another document holds already; `holder` is that document where it is known. */
  readonly taken: (holder?: DocumentFacts) => Failure
}

/** What the document layer knows about a kind of document. */
export interface DocumentType {
  /** The `pvt_type`. */
  readonly type: string
  readonly views?: readonly View[]
  readonly unique?: (document: DocumentFacts) => readonly UniqueClaim[]
  /** Kinds that are written in bulk and announce no change events (core.md §28). */
  readonly silent?: boolean
}

/** All kinds of documents, as the modules declared them. Declarations of the same type add up. */
export class DocumentTypes {
  readonly #types = new Map<string, DocumentType[]>()
  readonly #consumed: ReadonlySet<string>

  /** `consumed`: kinds of events that somebody takes, such as `doc_created`. */
  constructor(consumed: ReadonlySet<string> = new Set()) {
    this.#consumed = consumed
  }

  /** Adds the declarations of one module. */
  add(types: readonly DocumentType[]): void {
    for (const type of types) {
      const known = this.#types.get(type.type)
      if (known) known.push(type)
      else this.#types.set(type.type, [type])
    }
  }

  /** Names of all declared kinds. */
  names(): readonly string[] {
    return [...this.#types.keys()]
  }

  /** Views fed by a kind of document. */
  views(type: string): readonly View[] {
    return (this.#types.get(type) ?? []).flatMap((each) => each.views ?? [])
  }

  /** Every view's name with a text that changes whenever its rows have to be made again. */
  versions(): ReadonlyMap<string, string> {
    const versions = new Map<string, string>()
    for (const type of this.names())
      for (const view of this.views(type)) {
        const before = versions.get(view.name)
        const mine = `${type}:${String(view.version)}`
        versions.set(
          view.name,
          before === undefined ? `${String(collationVersion)} ${mine}` : `${before} ${mine}`,
        )
      }
    return versions
  }

  /** The rows a document has in all its views. */
  rows(document: DocumentFacts): readonly NewViewRow[] {
    const rows: NewViewRow[] = []
    for (const type of this.#types.get(document.type) ?? [])
      for (const view of type.views ?? [])
        for (const { key, value } of view.emit(document))
          rows.push({
            view: view.name,
            sortKey: encodeKey(key),
            key: JSON.stringify(key),
            value: JSON.stringify(value),
          })
    return rows
  }

  /** The values a document claims for itself. */
  claims(document: DocumentFacts): readonly UniqueClaim[] {
    return (this.#types.get(document.type) ?? []).flatMap((each) => each.unique?.(document) ?? [])
  }

  /** Whether an event is to be kept in the outbox that tells of a write of this kind. */
  announced(type: string, event: string): boolean {
    return this.#consumed.has(event) && !(this.#types.get(type) ?? []).some((each) => each.silent)
  }
}

/**
 * The usual view: one row a document, its value the named public fields that are
 * present, and `id`. Fields of a summary that are absent are left out (core.md §17).
 */
export function summary(
  name: string,
  version: number,
  key: (document: DocumentFacts) => Json,
  value: (document: DocumentFacts) => JsonObject,
): View {
  return {
    name,
    version,
    emit: (document) => [{ key: key(document), value: { id: document.id, ...value(document) } }],
  }
}

/** The named fields that an object has. */
export function pick(body: JsonObject, fields: readonly string[]): JsonObject {
  const picked: Record<string, Json | undefined> = {}
  for (const field of fields) if (body[field] !== undefined) picked[field] = body[field]
  return picked
}
