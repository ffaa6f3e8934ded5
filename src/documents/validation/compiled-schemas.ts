import type { JsonObject } from '../../json.ts'
import { isJsonObject } from '../../json.ts'
import { isSchemaName, loadSchema } from '../../schemas/index.ts'
import { compile } from './compile.ts'
import type { Check } from './pass.ts'

/** Where schemas come from. */
export interface SchemaSource {
  /** Whether there is a schema of this name. */
  has(name: string): boolean
  /** The schema in its draft-04 form. */
  load(name: string): Promise<JsonObject | undefined>
}

/** The schemas that come with the program. */
export const shippedSchemas: SchemaSource = { has: isSchemaName, load: loadSchema }

/** Schemas given as a table. */
export function schemasOf(table: Readonly<Record<string, JsonObject>>): SchemaSource {
  const schemas = new Map(Object.entries(table))
  return { has: (name) => schemas.has(name), load: async (name) => Promise.resolve(schemas.get(name)) }
}

/** Compiled schemas, each made once, when it is first needed. */
export class CompiledSchemas {
  readonly #source: SchemaSource
  readonly #documents = new Map<string, JsonObject>()
  readonly #checks = new Map<string, Check>()

  constructor(source: SchemaSource = shippedSchemas) {
    this.#source = source
  }

  /** Whether there is a schema of this name, loaded or not. */
  has(name: string): boolean {
    return this.#source.has(name)
  }

  /** Loads schemas that exist, so that `find` knows them. */
  async load(names: Iterable<string>): Promise<void> {
    for (const name of names) {
      if (this.#documents.has(name)) continue
      const document = await this.#source.load(name)
      if (!document) throw new Error(`Schema ${name} cannot be loaded`)
      this.#documents.set(name, document)
    }
  }

  /**
   * The check of a schema, or of a part of it (`pointer`, RFC 6901); `undefined` when
   * the schema is not loaded or has no such part.
   */
  find(name: string, pointer = ''): Check | undefined {
    const key = pointer === '' ? name : `${name}#${pointer}`
    const known = this.#checks.get(key)
    if (known) return known
    const document = this.#documents.get(name)
    const part = document && partOf(document, pointer)
    if (!part) return undefined
    const check = compile(part.schema, { schema: name, path: part.path })
    this.#checks.set(key, check)
    return check
  }

  /** Whether a schema is loaded. */
  loaded(name: string): boolean {
    return this.#documents.has(name)
  }
}

function partOf(
  document: JsonObject,
  pointer: string,
): { schema: JsonObject; path: readonly string[] } | undefined {
  let part: JsonObject = document
  const path: string[] = []
  for (const step of pointer.split('/').slice(1)) {
    const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')
    const next = Object.hasOwn(part, key) ? part[key] : undefined
    if (!isJsonObject(next)) return undefined
    if (key !== 'properties') path.push(key)
    part = next
  }
  return { schema: part, path }
}
