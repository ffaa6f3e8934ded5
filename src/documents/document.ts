import { isJsonObject, type JsonObject } from '../json.ts'
import type { StoredDocument } from '../store/port.ts'

/** What a view or a unique key may look at: a document as it is, or as it is about to be. */
export interface DocumentFacts {
  readonly db: string
  readonly id: string
  readonly type: string
  /** Public fields, without `id`. */
  readonly body: JsonObject
  /** Private fields (`pvt_*`), kept beside the public ones and never shown. */
  readonly hidden: JsonObject
  /** Gregorian seconds. */
  readonly created: number
  /** Gregorian seconds. */
  readonly modified: number
}

/**
 * A stored document. Its JSON is parsed on first use only: most reads hand the
 * text through to the client without looking inside.
 */
export class Document implements DocumentFacts {
  readonly stored: StoredDocument
  #body: JsonObject | undefined
  #hidden: JsonObject | undefined

  /** `parsed` spares the parsing where the fields are at hand. */
  constructor(stored: StoredDocument, parsed?: Pick<DocumentFacts, 'body' | 'hidden'>) {
    this.stored = stored
    this.#body = parsed?.body
    this.#hidden = parsed?.hidden
  }

  get db(): string {
    return this.stored.db
  }

  get id(): string {
    return this.stored.id
  }

  get type(): string {
    return this.stored.type
  }

  get rev(): string {
    return this.stored.rev
  }

  get created(): number {
    return this.stored.created
  }

  get modified(): number {
    return this.stored.modified
  }

  get deleted(): boolean {
    return this.stored.deleted
  }

  get body(): JsonObject {
    this.#body ??= parseObject(this.stored.body)
    return this.#body
  }

  get hidden(): JsonObject {
    this.#hidden ??= parseObject(this.stored.hidden)
    return this.#hidden
  }

  /** What clients see: the public fields and `id`. */
  get shown(): JsonObject {
    return { ...this.body, id: this.id }
  }

  /** JSON text of `shown`, made without parsing the document. */
  get shownText(): string {
    const text = this.stored.body
    const id = `"id":${JSON.stringify(this.id)}}`
    return text === '{}' ? `{${id}` : `${text.slice(0, -1)},${id}`
  }

  /** Public and private fields together, as filters see them (core.md §20). */
  get whole(): JsonObject {
    return {
      ...this.body,
      ...this.hidden,
      id: this.id,
      _id: this.id,
      _rev: this.rev,
      pvt_type: this.type,
      pvt_created: this.created,
      pvt_modified: this.modified,
    }
  }
}

function parseObject(text: string): JsonObject {
  const value: unknown = JSON.parse(text)
  if (!isJsonObject(value)) throw new Error('a stored document is not a JSON object')
  return value
}
