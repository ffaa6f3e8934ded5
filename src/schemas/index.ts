import type { Json, JsonObject } from '../json.ts'
import { isJsonObject } from '../json.ts'
import { accountConfigSchemas } from './account_config/index.ts'
import { callflowSchemas } from './callflows/index.ts'
import { documentSchemas } from './documents.ts'
import { metaflowSchemas } from './metaflows/index.ts'
import { storageSchemas } from './storage/index.ts'
import { systemConfigSchemas } from './system_config/index.ts'

const draft04 = 'http://json-schema.org/draft-04/schema#'

const loaders = new Map(
  [
    documentSchemas,
    callflowSchemas,
    metaflowSchemas,
    storageSchemas,
    accountConfigSchemas,
    systemConfigSchemas,
  ].flatMap((table) => Object.entries(table)),
)
const names: readonly string[] = [...loaders.keys()].sort()
const loaded = new Map<string, JsonObject>()

/** Names of all schemas, ascending. */
export function schemaNames(): readonly string[] {
  return names
}

/** Tells whether there is a schema of this name. */
export function isSchemaName(name: string): boolean {
  return loaders.has(name)
}

/**
 * Loads a schema in the form clients see: plain JSON Schema draft-04, its `id` the name
 * other schemas refer to it by. `undefined` when there is none of this name.
 */
export async function loadSchema(name: string): Promise<JsonObject | undefined> {
  const known = loaded.get(name)
  if (known) return known
  const schema = await loaders.get(name)?.()
  if (!schema) return undefined
  // Through text, which leaves TypeBox's own marks behind.
  const plain: Json = JSON.parse(JSON.stringify(schema)) as Json
  const document = { $schema: draft04, id: name, ...(isJsonObject(plain) && plain) }
  loaded.set(name, document)
  return document
}

/** A schema that was loaded before; `undefined` for others. */
export function loadedSchema(name: string): JsonObject | undefined {
  return loaded.get(name)
}
