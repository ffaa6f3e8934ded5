import { answer, type Failure, failed, invalid, type ValidationErrors } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import { CompiledSchemas } from './compiled-schemas.ts'
import { defaultEnvironment, type ValidationEnvironment } from './environment.ts'
import { type Lookups, Pass } from './pass.ts'
import { repair } from './repair.ts'
import { Report } from './report.ts'
import { mostLevels, TooDeep, workingCopy } from './working-copy.ts'

/** A document after validation, and what is still wrong with it. */
export interface Checked {
  /** The document with defaults inserted and types converted. */
  readonly value: JsonObject
  /** Empty when the document is valid. */
  readonly errors: ValidationErrors
}

/** Gives the environment of the moment; configuration may change while the server runs. */
export type EnvironmentSource = () => ValidationEnvironment | Promise<ValidationEnvironment>

/** Validates documents with the schemas (core.md §14 and §15). */
export class Validator {
  readonly #environment: EnvironmentSource
  readonly #schemas: CompiledSchemas

  constructor(
    environment: EnvironmentSource = () => defaultEnvironment,
    schemas: CompiledSchemas = new CompiledSchemas(),
  ) {
    this.#environment = environment
    this.#schemas = schemas
  }

  /**
   * Validates a document, without its private keys, and fills in defaults. Fails with all
   * field errors together, or with a 500 answer when there is no such schema. The given
   * document is left as it is.
   */
  async validate(
    schema: string,
    data: JsonObject,
    options: Partial<ValidationEnvironment> = {},
  ): Promise<{ readonly value: JsonObject } | Failure> {
    const checked = await this.check(schema, data, options)
    if (failed(checked)) return checked
    return Object.keys(checked.errors).length === 0 ? { value: checked.value } : invalid(checked.errors)
  }

  /**
   * As `validate`, but gives field errors beside the document, for callers that have
   * errors of their own to add. Fails only when there is no such schema.
   */
  async check(
    schema: string,
    data: JsonObject,
    options: Partial<ValidationEnvironment> = {},
  ): Promise<Checked | Failure> {
    const environment = { ...(await this.#environment()), ...options }
    if (!this.#schemas.has(schema))
      return environment.ensureValidSchema ? schemaNotFound(schema) : { value: data, errors: {} }
    const document = workingCopy(data)
    if (document instanceof TooDeep) return { value: data, errors: tooDeep(document) }
    const lookups: Lookups = new Map()
    for (;;) {
      const pass = await this.#walk(schema, document, environment, lookups)
      if (pass.report.clean || environment.strict || !repair(document, pass.report.wrongTypes))
        return { value: document, errors: pass.report.errors() }
    }
  }

  /**
   * The document that consists of a schema's defaults alone; `{}` when those do not
   * make a valid one. `undefined` when there is no such schema.
   */
  async defaults(schema: string): Promise<JsonObject | undefined> {
    if (!this.#schemas.has(schema)) return undefined
    const document = workingCopy({})
    if (document instanceof TooDeep) return {}
    const pass = await this.#walk(schema, document, await this.#environment(), new Map())
    const wrong = Object.values(pass.report.errors()).some((field) => !Object.hasOwn(field, 'required'))
    return wrong ? {} : document
  }

  /** Loads and compiles schemas before they are needed, so that the first request does not wait for them. */
  async warm(schemas: readonly string[]): Promise<void> {
    await this.#schemas.load(schemas)
    for (const schema of schemas) this.#schemas.find(schema)
  }

  // Walks until everything the walk needed was there.
  async #walk(
    schema: string,
    document: JsonObject,
    environment: ValidationEnvironment,
    lookups: Lookups,
  ): Promise<Pass> {
    await this.#schemas.load([schema])
    for (;;) {
      const pass = new Pass(document, environment, this.#schemas, lookups)
      this.#schemas.find(schema)?.(document, pass)
      if (!pass.incomplete) return pass
      pass.abandon()
      await this.#schemas.load(pass.missingSchemas)
      for (const [key, [db, id]] of pass.missingDocuments)
        lookups.set(key, (await environment.documentExists?.(db, id)) ?? true)
    }
  }
}

function schemaNotFound(schema: string): Failure {
  return answer(500, `schema ${schema} not found.`)
}

function tooDeep({ steps }: TooDeep): ValidationErrors {
  const report = new Report()
  report.add(steps, 'error', { message: `is nested more than ${String(mostLevels)} levels deep` })
  return report.errors()
}
