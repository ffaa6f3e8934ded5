import { stripPrivate } from '../documents/patch.ts'
import { badIdentifier, failed, type Failure } from '../failures.ts'
import { loadSchema, schemaNames } from '../schemas/index.ts'
import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { dataResult, type Result } from './declaration/results.ts'

/** The JSON schemas that documents follow (auth-and-system.md, "schemas"). */
export default {
  name: 'schemas',
  operations: [
    anywhere('GET', '', {
      summary: 'Lists the names of all schemas',
      permission: 'tree',
      accountless: 'public',
      handle: () => dataResult(schemaNames()),
    }),
    anywhere('GET', '{name}', {
      summary: 'Gives one schema',
      permission: 'tree',
      accountless: 'public',
      handle: read,
    }),
    anywhere('PUT', '{name}/validation', {
      summary: 'Validates data with a schema and fills in its defaults',
      permission: 'tree',
      accountless: 'superduper',
      handle: validate,
    }),
  ],
} satisfies Module

async function read(context: Context): Promise<Result | Failure> {
  const name = context.arg('name')
  const schema = await loadSchema(name)
  return schema ? dataResult(schema) : badIdentifier(name)
}

async function validate(context: Context): Promise<Result | Failure> {
  const { validator } = context.services
  const validated = await validator.validate(context.arg('name'), stripPrivate(context.data))
  return failed(validated) ? validated : dataResult(validated.value)
}
