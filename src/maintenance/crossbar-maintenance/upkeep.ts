import { rebuildViews } from '../../documents/rebuild.ts'
import { reference } from '../../documents/validation/keywords/references.ts'
import { isJsonObject, type Json } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { loadSchema, schemaNames } from '../../schemas/index.ts'
import type { MaintenanceFunction } from '../registry.ts'
import { ok, printTerm } from '../terms.ts'

type UpkeepFunction = MaintenanceFunction<Services>

/** The schemas come with the program: there is nothing to copy, but all of them have to be usable. */
const updateSchemas: UpkeepFunction = {
  args: '',
  summary: 'Checks that every schema of the program can be used',
  run: async (_args, io, { validator }) => {
    io.print('starting system schemas update')
    await validator.warm(schemaNames())
    io.print('finished system schemas update')
    return ok
  },
}

/** Functions of `crossbar_maintenance` that keep the system in order (auth-and-system.md, "crossbar_maintenance"). */
export const upkeepFunctions: Readonly<Record<string, UpkeepFunction>> = {
  flush: {
    args: '',
    summary: 'Reads configuration and accounts again from the store',
    run: async (_args, _io, { config, documents }) => {
      await config.load()
      documents.forgetEverywhere()
      return ok
    },
  },
  refresh: {
    args: '[DATABASE]',
    summary: 'Says how listings are made anew',
    run: ([db], io) => {
      const argument = db === undefined ? '' : printTerm(db)
      io.print(`please use kapps_maintenance:refresh(${argument}).`)
      return ok
    },
  },
  register_views: {
    args: '',
    summary: 'Makes listings anew whose definition changed',
    run: async (_args, io, { documents }) => {
      io.print('crossbar register_views()')
      for (const view of await rebuildViews(documents, () => false)) io.print(`rebuilt ${view}`)
      return ok
    },
  },
  update_schemas: updateSchemas,
  db_init: updateSchemas,
  does_schema_exist: {
    args: 'NAME',
    summary: 'Tells whether a schema and all it refers to are there',
    run: async ([name = ''], io) => {
      const missing = await missingSchemas(name)
      for (const each of missing) io.print(`there is no schema ${each}`)
      return missing.length === 0
    },
  },
}

/** Of a schema and all that it refers to, those that do not exist. */
async function missingSchemas(name: string): Promise<readonly string[]> {
  const missing: string[] = []
  const seen = new Set<string>()
  const waiting = [name]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    const schema = await loadSchema(next)
    if (schema) for (const text of referencesIn(schema)) waiting.push(reference(text, next).name)
    else missing.push(next)
  }
  return missing
}

function* referencesIn(value: Json | undefined): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  const target = isJsonObject(value) ? value['$ref'] : undefined
  if (typeof target === 'string') yield target
  for (const member of Object.values(value)) yield* referencesIn(member)
}
