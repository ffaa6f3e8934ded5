import { systemAuthor } from '../../documents/author.ts'
import { configDb, configType } from '../../documents/system-config.ts'
import { failed, type ValidationErrors } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { checkSection } from '../../modules/system_configs/validation.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from '../registry.ts'
import { document, errorWith, ok, okWith, atom, tuple, type Term } from '../terms.ts'

type ConfigFunction = MaintenanceFunction<Services>

/** Functions of `kapps_maintenance` on the configuration (auth-and-system.md, "other modules worth offering"). */
export const configFunctions: Readonly<Record<string, ConfigFunction>> = {
  validate_system_config: {
    args: 'CATEGORY',
    summary: 'Lists what is wrong with a category of the configuration',
    run: async ([id = ''], _io, services) => termsOf(await faultsOf(services, id)),
  },
  validate_system_configs: {
    args: '',
    summary: 'Lists the categories of the configuration with which something is wrong, and what',
    run: async (_args, _io, services) => {
      const all = await everyFault(services)
      return all.map(([id, faults]) => tuple(id, termsOf(faults)))
    },
  },
  check_system_config: {
    args: 'CATEGORY',
    summary: 'Says what is wrong with a category of the configuration',
    run: async ([id = ''], io, services) => {
      const faults = await faultsOf(services, id)
      if (faults.size === 0) io.print(`system config schema ${id} is sane`)
      else printFaults(io, id, faults)
      return ok
    },
  },
  check_system_configs: {
    args: '',
    summary: 'Says what is wrong with the configuration',
    run: async (_args, io, services) => {
      await checkEveryConfig(services, io)
      return ok
    },
  },
  cleanup_system_config: {
    args: 'CATEGORY',
    summary: 'Removes from a category of the configuration what is wrong with it',
    run: ([id = ''], _io, services) => cleanUp(services, id),
  },
  cleanup_system_configs: {
    args: '',
    summary: 'Removes from the configuration what is wrong with it',
    run: async (_args, _io, services) => {
      const cleaned: Term[] = []
      for (const [id] of await everyFault(services)) {
        const done = await cleanUp(services, id)
        if (done instanceof Refused) return done
        cleaned.push(done)
      }
      return cleaned
    },
  },
}

/** Says what is wrong with the configuration. */
export async function checkEveryConfig(services: Services, io: MaintenanceIo): Promise<void> {
  io.print('starting system schemas validation')
  for (const [id, faults] of await everyFault(services)) printFaults(io, id, faults)
  io.print('finished system schemas validation')
}

/** What is wrong with the sections of a category, by section. */
type Faults = ReadonlyMap<string, ValidationErrors>

async function faultsOf(services: Services, id: string): Promise<Faults> {
  const faults = new Map<string, ValidationErrors>()
  for (const [section, values] of Object.entries(services.config.category(id) ?? {})) {
    if (!isJsonObject(values)) continue
    const checked = await checkSection(services, id, values)
    if (!failed(checked) && Object.keys(checked.errors).length > 0) faults.set(section, checked.errors)
  }
  return faults
}

async function everyFault(services: Services): Promise<readonly (readonly [string, Faults])[]> {
  const all: [string, Faults][] = []
  for (const id of services.config.categories()) {
    const faults = await faultsOf(services, id)
    if (faults.size > 0) all.push([id, faults])
  }
  return all
}

function* eachFault(faults: Faults): Generator<{
  readonly section: string
  readonly path: string
  readonly validator: string
  readonly facts: JsonObject
}> {
  for (const [section, errors] of faults)
    for (const [path, validators] of Object.entries(errors))
      for (const [validator, facts] of Object.entries(validators)) yield { section, path, validator, facts }
}

function termsOf(faults: Faults): readonly Term[] {
  return Array.from(eachFault(faults), ({ section, path, validator, facts }) =>
    document({ [`${section}.${path}`]: { [validator]: facts } }),
  )
}

function printFaults(io: MaintenanceIo, id: string, faults: Faults): void {
  io.print(`System config ${id} validation errors`)
  for (const { section, path, facts } of eachFault(faults)) {
    const steps = [section, ...path.split('.')].map((step) => JSON.stringify(step)).join(',')
    io.print(`>>>>> [${steps}] => '${shown(facts['value'])}' : ${shown(facts['message'])}`)
  }
}

function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined ? 'undefined' : JSON.stringify(value)
}

/** Removes whatever a fault points to; of what is missing there is nothing to remove. */
async function cleanUp(services: Services, id: string): Promise<Term | Refused> {
  const { config, documents } = services
  if (config.locked) return new Refused("the system configuration is locked (see 'kapps_config lock_db')")
  const stored = await documents.load(configDb, id, configType)
  if (failed(stored)) return errorWith(atom('not_found'))
  let { body } = stored
  for (const { section, path } of eachFault(await faultsOf(services, id)))
    body = without(body, [section, ...path.split('.')])
  const written = await documents.writeOne({ change: 'replace', document: stored, body }, systemAuthor)
  return failed(written)
    ? new Refused(`${id} changes too often to be written`)
    : okWith(document(written.shown))
}

function without(object: JsonObject, [step = '', ...rest]: readonly string[]): JsonObject {
  const inner = Object.hasOwn(object, step) ? object[step] : undefined
  const others = Object.entries(object).filter(([name]) => name !== step)
  if (inner === undefined) return object
  if (rest.length === 0) return Object.fromEntries(others)
  return isJsonObject(inner) ? { ...object, [step]: without(inner, rest) } : object
}
