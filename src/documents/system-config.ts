import { isJsonObject, valueAt, type Json, type JsonObject } from '../json.ts'
import { failed, systemError, type Failure } from '../failures.ts'
import type { Author } from './author.ts'
import type { Change } from './changes.ts'
import { isFalse, isTrue, toInteger } from './coercion.ts'
import type { Document } from './document.ts'
import type { Documents } from './documents.ts'

/** Database of the configuration documents. */
export const configDb = 'system_config'
/** Their `pvt_type`. */
export const configType = 'config'

/**
 * System configuration: documents with a section for this node, its zone and `default`
 * (core.md §29). Held in memory and renewed by every change, so reading costs nothing
 * and a change takes effect with the next request.
 */
export class SystemConfig {
  readonly node: string
  readonly zone: string
  /** While set, maintenance calls leave the stored configuration as it is; the API does not mind. */
  locked = false
  readonly #documents: Documents
  #categories = new Map<string, JsonObject>()

  /** `node` and `zone` name the sections that win over `default` on this server. */
  constructor(documents: Documents, node: string, zone: string) {
    this.#documents = documents
    this.node = node
    this.zone = zone
    documents.onChange((event) => {
      if (event.db === configDb) this.#hold(event.id, event.after)
    })
  }

  /** Reads all configuration again from the store. */
  async load(): Promise<void> {
    const held = new Map<string, JsonObject>()
    let after: { db: string; id: string } | undefined
    for (;;) {
      const page = await this.#documents.store.documents({
        db: configDb,
        limit: 200,
        ...(after && { after }),
      })
      for (const stored of page)
        if (!stored.deleted) held.set(stored.id, JSON.parse(stored.body) as JsonObject)
      after = page.at(-1)
      if (!after) break
    }
    this.#categories = held
  }

  /**
   * The value of a key (`a.b` reaches into objects): this node's, else its zone's, else the default
   * section's. Another `node` stands in for this one; `default` leaves nodes and zones out.
   */
  value(category: string, key: string, node: string = this.node): Json | undefined {
    for (const section of node === 'default' ? [node] : [node, this.zone, 'default']) {
      const found = this.sectionValue(category, section, key)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** The value of a key in one section alone; null counts as none. */
  sectionValue(category: string, section: string, key: string): Json | undefined {
    const stored = this.#categories.get(category)
    const values = stored && Object.hasOwn(stored, section) ? stored[section] : undefined
    if (!isJsonObject(values)) return undefined
    const literal = Object.hasOwn(values, key) ? values[key] : undefined
    return literal ?? valueAt(values, key.split('.')) ?? undefined
  }

  /** An integer setting; texts of integers count, anything else gives `fallback`. */
  integer(category: string, key: string, fallback: number): number {
    return toInteger(this.value(category, key)) ?? fallback
  }

  /** A yes-or-no setting; `"true"` and `"false"` count. */
  flag(category: string, key: string, fallback: boolean): boolean {
    const value = this.value(category, key)
    return isTrue(value) ? true : isFalse(value) ? false : fallback
  }

  /** A text setting. */
  text(category: string, key: string, fallback: string): string {
    const value = this.value(category, key)
    return typeof value === 'string' ? value : fallback
  }

  /** Ids of all stored categories, sorted. */
  categories(): readonly string[] {
    return [...this.#categories.keys()].toSorted()
  }

  /** A stored category: its sections by name. */
  category(id: string): JsonObject | undefined {
    return this.#categories.get(id)
  }

  /**
   * Sets a key (`a.b` reaches into objects) in a section; `undefined` removes it. Others may
   * change the same category meanwhile: their changes stay.
   */
  async set(
    category: string,
    section: string,
    key: string,
    value: Json | undefined,
    author: Author,
  ): Promise<Document | Failure> {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const written = await this.#documents.writeOne(
        await this.planSet(category, section, key, value),
        author,
      )
      if (!failed(written) || !isConflict(written)) return written
    }
    return systemError('datastore_conflict')
  }

  /** The change `set` makes, to be made together with others. */
  async planSet(category: string, section: string, key: string, value: Json | undefined): Promise<Change> {
    const existing = await this.#documents.find(configDb, category)
    const stored = existing?.body ?? {}
    const sectionValue = isJsonObject(stored[section]) ? stored[section] : {}
    const body = { ...stored, [section]: withValue(sectionValue, key.split('.'), value) }
    return existing
      ? { change: 'replace', document: existing, body }
      : { change: 'create', db: configDb, id: category, type: configType, body }
  }

  #hold(category: string, document: Document | undefined): void {
    if (document && !document.deleted) this.#categories.set(category, document.body)
    else this.#categories.delete(category)
  }
}

function isConflict(failure: Failure): boolean {
  return failure.detail.kind === 'named' && failure.detail.name === 'datastore_conflict'
}

function withValue(object: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [key, ...rest] = path
  if (key === undefined) return object
  const inner = object[key]
  const changed = rest.length === 0 ? value : withValue(isJsonObject(inner) ? inner : {}, rest, value)
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== key), [key, changed]])
}
