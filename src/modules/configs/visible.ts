import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import { loadSchema } from '../../schemas/index.ts'

/** Name of the schema of what an account may set in a category. */
export function accountConfigSchema(category: string): string {
  return `account_config.${category}`
}

/** The settings that accounts may see: those their schema describes; none where there is no schema. */
export async function visible(category: string, settings: JsonObject): Promise<JsonObject> {
  const schema = await loadSchema(accountConfigSchema(category))
  return schema ? await described(settings, schema) : {}
}

/** The members of an object that a schema describes, at any depth; an object it leaves open is kept whole. */
async function described(settings: JsonObject, schema: JsonObject): Promise<JsonObject> {
  const { properties } = await resolved(schema)
  if (!isJsonObject(properties)) return settings
  const kept: [string, Json | undefined][] = []
  for (const [key, value] of Object.entries(settings)) {
    const part = Object.hasOwn(properties, key) ? properties[key] : undefined
    if (!isJsonObject(part)) continue
    kept.push([key, isJsonObject(value) ? await described(value, part) : value])
  }
  return Object.fromEntries(kept)
}

/** A schema, or the one it refers to. */
async function resolved(schema: JsonObject): Promise<JsonObject> {
  const name = schema['$ref']
  return typeof name === 'string' ? ((await loadSchema(name)) ?? schema) : schema
}
