import type { Json, JsonObject, MutableJsonObject } from '../../json.ts'
import type { ValidationEnvironment } from './environment.ts'
import type { Step } from './field-path.ts'
import { type Findings, Report, Trial } from './report.ts'
import type { CompiledSchemas } from './compiled-schemas.ts'
import { setOwn } from './working-copy.ts'

/** Checks a value in the course of a pass; what is wrong goes to the pass. */
export type Check = (value: Json, pass: Pass) => void

/** A default put into a document. */
export interface Insertion {
  readonly holder: MutableJsonObject
  readonly key: string
  readonly value: Json
}

/** Answers of the outside world that a document's references needed, by what was asked. */
export type Lookups = Map<string, boolean>

/**
 * One walk over a document with its schema. A pass never waits: when it meets a
 * schema that is not loaded or a document it would have to look up, it notes that,
 * and the walk is done again once everything noted is there.
 */
export class Pass {
  readonly root: JsonObject
  readonly environment: ValidationEnvironment
  readonly schemas: CompiledSchemas
  readonly report = new Report()
  /** Schemas to be loaded before this walk can be trusted. */
  readonly missingSchemas = new Set<string>()
  /** Documents, as `[db, id]` by their key in the lookups, to be looked up before. */
  readonly missingDocuments = new Map<string, readonly [db: string, id: string]>()

  readonly #steps: Step[] = []
  readonly #holders: Json[] = []
  readonly #inserted: Insertion[] = []
  readonly #lookups: Lookups
  #findings: Findings = this.report

  constructor(
    root: JsonObject,
    environment: ValidationEnvironment,
    schemas: CompiledSchemas,
    lookups: Lookups,
  ) {
    this.root = root
    this.environment = environment
    this.schemas = schemas
    this.#lookups = lookups
  }

  /** The object or list that holds the value being checked. */
  get holder(): Json | undefined {
    return this.#holders.at(-1)
  }

  /** Checks one member of an object or list. */
  visit(check: Check, holder: Json, step: Step, value: Json): void {
    this.#steps.push(step)
    this.#holders.push(holder)
    check(value, this)
    this.#holders.pop()
    this.#steps.pop()
  }

  /** The value being checked is wrong. */
  fail(validator: string, facts: JsonObject): void {
    this.#findings.add(this.#steps, validator, facts)
  }

  /** A member of the value being checked is wrong, or missing. */
  failMember(step: Step, validator: string, facts: JsonObject): void {
    this.#findings.add([...this.#steps, step], validator, facts)
  }

  /** Something is wrong that has no place in the document. */
  failSchema(facts: JsonObject): void {
    this.#findings.add(['schema'], 'schema', facts)
  }

  /** Inserts a default. */
  insert(holder: MutableJsonObject, key: string, value: Json): void {
    setOwn(holder, key, value)
    this.#inserted.push({ holder, key, value })
  }

  /**
   * Tries a check without reporting: `undefined` when the value does not pass, else the
   * defaults it would insert, which `keep` puts in place.
   */
  attempt(check: Check, value: Json): readonly Insertion[] | undefined {
    const findings = this.#findings
    const before = this.#inserted.length
    const trial = new Trial()
    this.#findings = trial
    check(value, this)
    this.#findings = findings
    const inserted = this.#removeInserted(before)
    return trial.failed ? undefined : inserted
  }

  /** Inserts the defaults of an attempt. */
  keep(insertions: readonly Insertion[]): void {
    for (const { holder, key, value } of insertions) this.insert(holder, key, value)
  }

  /** Whether a document exists; `undefined` while it has to be looked up. */
  documentExists(db: string, id: string): boolean | undefined {
    if (!this.environment.documentExists) return true
    const key = `${db}/${id}`
    const known = this.#lookups.get(key)
    if (known === undefined) this.missingDocuments.set(key, [db, id])
    return known
  }

  /** Whether the walk met something it has to wait for. */
  get incomplete(): boolean {
    return this.missingSchemas.size > 0 || this.missingDocuments.size > 0
  }

  /** Takes back all inserted defaults, as a walk that has to be done again might have chosen wrongly. */
  abandon(): void {
    this.#removeInserted(0)
  }

  #removeInserted(from: number): readonly Insertion[] {
    const removed = this.#inserted.splice(from)
    for (const { holder, key } of removed) Reflect.deleteProperty(holder, key)
    return removed
  }
}
