import { isJsonObject, valueAt, type Json, type JsonObject } from '../json.ts'
import { failed, isConflict, systemError, type Failure } from '../failures.ts'
import type { Author } from './author.ts'
import type { Change } from './changes.ts'
import { isFalse, isTrue, toInteger } from './coercion.ts'
import { ConfigurationLock } from './configuration-lock.ts'
import type { Document } from './document.ts'
import type { Documents } from './documents.ts'
import { Refresh } from './refresh.ts'
import { eachDocument } from './walk.ts'

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
  readonly #lock: ConfigurationLock
  readonly #documents: Documents
  readonly #listeners = new Set<(category: string | undefined, elsewhere: boolean) => void>()
  #categories = new Map<string, JsonObject>()
  /** Raised whenever something new is held, so that a look-up under way does not put older things in its place. */
  #changes = 0

  /** `node` and `zone` name the sections that win over `default` on this server. */
  constructor(documents: Documents, node: string, zone: string) {
    this.#documents = documents
    this.node = node
    this.zone = zone
    this.#lock = new ConfigurationLock(documents.store)
    const refresh = new Refresh((ids) => (ids ? this.#readAgain(ids) : this.load()))
    documents.onChange({
      concerns: ({ db }) => db === configDb,
      changed: ({ id, after }) => {
        this.#hold(id, after, false)
        // Another process may have changed it right after, and that have been heard of before.
        if (documents.store.shared) refresh.want(id)
      },
      changedElsewhere: (change) => {
        if (change.scope === 'document') refresh.want(change.id)
        else if (change.scope === 'everything' || change.db === configDb) refresh.want()
      },
    })
  }

  /** Whether maintenance calls leave the stored configuration as it is; the API does not mind. */
  get locked(): boolean {
    return this.#lock.locked
  }

  /** Locks it or unlocks it, for all processes that share the store. */
  lock(locked: boolean): void {
    this.#lock.set(locked)
  }

  /**
   * Calls `listener` with each category that changed, as soon as what is said here is new; `undefined`: any may
   * have. `elsewhere`: another process changed it.
   */
  onChange(listener: (category: string | undefined, elsewhere: boolean) => void): void {
    this.#listeners.add(listener)
  }

  /** Reads all configuration again from the store. */
  async load(): Promise<void> {
    let before
    let held
    do {
      before = this.#changes
      held = await this.#readAll()
      // What changed meanwhile may have been read as it was before.
    } while (before !== this.#changes)
    this.#categories = held
    this.#announce(undefined, true)
  }

  async #readAll(): Promise<Map<string, JsonObject>> {
    const held = new Map<string, JsonObject>()
    for await (const { id, body } of eachDocument(this.#documents.store, { db: configDb })) held.set(id, body)
    return held
  }

  async #readAgain(categories: ReadonlySet<string>): Promise<void> {
    for (const category of categories) {
      let before
      let document
      do {
        before = this.#changes
        document = await this.#documents.find(configDb, category)
      } while (before !== this.#changes)
      this.#hold(category, document, true)
    }
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
    // Every request asks for some settings: most keys are no paths.
    return literal ?? (key.includes('.') ? valueAt(values, key.split('.')) : undefined) ?? undefined
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
    return changeOf(category, await this.#documents.find(configDb, category), section, key, value)
  }

  /**
   * Sets a key in the default section unless there is a value: gives back the one that is there then, for all
   * processes the same.
   */
  async establish(category: string, key: string, made: Json, author: Author): Promise<Json | Failure> {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const existing = await this.#documents.find(configDb, category)
      const found = existing && valueAt(existing.body, ['default', key])
      if (found !== undefined && found !== null) {
        // It was set by another process, and this one may not have heard of it yet.
        this.#hold(category, existing, true)
        return found
      }
      const change = changeOf(category, existing, 'default', key, made)
      const written = await this.#documents.writeOne(change, author)
      if (!failed(written)) return made
      if (!isConflict(written)) return written
    }
    return systemError('datastore_conflict')
  }

  #announce(category: string | undefined, elsewhere: boolean): void {
    for (const listener of this.#listeners) listener(category, elsewhere)
  }

  #hold(category: string, document: Document | undefined, elsewhere: boolean): void {
    this.#changes += 1
    if (document && !document.deleted) this.#categories.set(category, document.body)
    else this.#categories.delete(category)
    this.#announce(category, elsewhere)
  }
}

function changeOf(
  category: string,
  existing: Document | undefined,
  section: string,
  key: string,
  value: Json | undefined,
): Change {
  const stored = existing?.body ?? {}
  const sectionValue = isJsonObject(stored[section]) ? stored[section] : {}
  const body = { ...stored, [section]: withValue(sectionValue, key.split('.'), value) }
  return existing
    ? { change: 'replace', document: existing, body }
    : { change: 'create', db: configDb, id: category, type: configType, body }
}

function withValue(object: JsonObject, path: readonly string[], value: Json | undefined): JsonObject {
  const [key, ...rest] = path
  if (key === undefined) return object
  const inner = object[key]
  const changed = rest.length === 0 ? value : withValue(isJsonObject(inner) ? inner : {}, rest, value)
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== key), [key, changed]])
}
