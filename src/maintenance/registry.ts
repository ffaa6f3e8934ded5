import type { Log } from '../logging/log.ts'
import { textOf } from './terms.ts'
import type { Term } from './terms.ts'

/** What a maintenance function may do besides its work. */
export interface MaintenanceIo {
  /** Shows a line to the operator, at once. */
  readonly print: (line: string) => void
  /** The arguments as values: texts, unless the operator wrote terms (`sup -e`). */
  readonly terms: readonly Term[]
}

/** A function that ends without a result; the command ends with this exit code. */
export class NoReturn {
  readonly exit: number

  constructor(exit = 0) {
    this.exit = exit
  }
}

/** A function that cannot do what was asked: the command fails with this line. */
export class Refused {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** What a maintenance function gives back. */
export type MaintenanceValue = Term | NoReturn | Refused

/** A function that operators can call. */
export interface MaintenanceFunction<Services> {
  /** Names of its arguments; `[…]` are optional, `…` repeats: `NAME [ACCOUNT_ID [USER_ID]]`, `[ID…]`. */
  readonly args: string
  /** What it does, in a few words. */
  readonly summary: string
  readonly run: (
    args: readonly string[],
    io: MaintenanceIo,
    services: Services,
  ) => MaintenanceValue | Promise<MaintenanceValue>
}

/** Functions that belong together, such as `crossbar_maintenance`. */
export interface MaintenanceModule<Services> {
  readonly name: string
  readonly functions: ReadonlyMap<string, MaintenanceFunction<Services>>
}

/** What became of a call. */
export type MaintenanceResult =
  | { readonly kind: 'returned'; readonly term: Term }
  | { readonly kind: 'no_return'; readonly exit: number }
  /** There is no such function, or it takes other arguments. `message`: one line that says what there is. */
  | { readonly kind: 'unknown'; readonly message: string }
  /** The function broke off; `refused`: it did so itself, and says what is wrong with what was asked for. */
  | { readonly kind: 'failed'; readonly message: string; readonly refused?: true }

/** Calls a function by its name. Never rejects. */
export type Dispatch = (
  module: string,
  name: string,
  args: readonly Term[],
  print: (line: string) => void,
) => Promise<MaintenanceResult>

/** Declares a module of maintenance functions. `Services` is what its functions work with. */
export function defineMaintenance<Services>(
  name: string,
  functions: Readonly<Record<string, MaintenanceFunction<Services>>>,
): MaintenanceModule<Services> {
  for (const { args } of Object.values(functions)) arityOf(args)
  return { name, functions: new Map(Object.entries(functions)) }
}

/**
 * Makes the one entrance to all maintenance functions. The module `help` is always
 * there: `help` lists everything, with a module's name as function that module.
 */
export function createDispatch<Services>(
  modules: readonly MaintenanceModule<Services>[],
  services: Services,
  log: Log,
): Dispatch {
  const byName = new Map(modules.map((module) => [module.name, module]))
  return async (moduleName, name, args, print) => {
    const module = byName.get(moduleName)
    if (moduleName === 'help' && args.length === 0 && (name === '' || byName.has(name))) {
      for (const line of listing(modules.filter((each) => name === '' || each.name === name))) print(line)
      return { kind: 'no_return', exit: 0 }
    }
    if (module === undefined)
      return unknown(`there is no module ${quote(moduleName)}; there are: ${names(byName)}`)
    const called = module.functions.get(name)
    if (called === undefined) {
      return unknown(`${moduleName} has no function ${quote(name)}; it has: ${names(module.functions)}`)
    }
    const { least, most } = arityOf(called.args)
    if (args.length < least || args.length > most) {
      const taken = called.args === '' ? 'no arguments' : called.args
      return unknown(`${moduleName} ${name} takes ${taken}; given: ${String(args.length)}`)
    }
    // Arguments may be passwords: they are not logged.
    log.info({ module: moduleName, function: name }, 'maintenance call')
    try {
      const value = await called.run(args.map(textOf), { print, terms: args }, services)
      if (value instanceof Refused) return { kind: 'failed', message: value.message, refused: true }
      return value instanceof NoReturn
        ? { kind: 'no_return', exit: value.exit }
        : { kind: 'returned', term: value }
    } catch (error) {
      log.error({ err: error, module: moduleName, function: name }, 'maintenance call failed')
      return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
    }
  }
}

/** How many arguments a declaration such as `NAME [ID…]` allows. Throws when it cannot be read. */
export function arityOf(args: string): { readonly least: number; readonly most: number } {
  const words = args.match(/\[|\]|[A-Z][A-Z\d_]*(?:…|\.\.\.)?|\S+/g) ?? []
  let depth = 0
  let least = 0
  let most = 0
  for (const word of words) {
    if (word === '[') depth += 1
    else if (word === ']') depth -= 1
    else if (/^[A-Z]/.test(word)) {
      if (depth === 0) least += 1
      most += /(?:…|\.\.\.)$/.test(word) ? Infinity : 1
    } else throw new Error(`unreadable arguments: ${args}`)
    if (depth < 0) break
  }
  if (depth !== 0) throw new Error(`unbalanced brackets: ${args}`)
  return { least, most }
}

function* listing<Services>(modules: readonly MaintenanceModule<Services>[]): Generator<string> {
  const sorted = modules.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  for (const { name, functions } of sorted) {
    yield name
    for (const [each, { args, summary }] of functions) {
      yield `  ${each}${args === '' ? '' : ` ${args}`}`
      yield `      ${summary}`
    }
    yield ''
  }
}

function unknown(message: string): MaintenanceResult {
  return { kind: 'unknown', message }
}

function names(map: ReadonlyMap<string, unknown>): string {
  return [...map.keys()].sort().join(', ')
}

function quote(name: string): string {
  return JSON.stringify(name)
}
