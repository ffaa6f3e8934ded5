import type { Module, Operation } from './module.ts'
import type { Verb } from './context.ts'

/** An operation found for a path, with the segments its path names. */
export interface Match {
  readonly operation: Operation
  readonly args: Readonly<Record<string, string>>
}

/** The paths of one module. */
interface Route {
  readonly segments: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly operations: Map<Verb, Operation>
  /** Verbs of the operations, in the order declared. */
  readonly verbs: readonly Verb[]
}

/** A segment that stands for what a request names. */
interface Parameter {
  readonly name: string
  readonly at: number
  /** It takes all remaining segments. */
  readonly isRest: boolean
}

/** What a path allows. */
export interface Found {
  readonly verbs: readonly Verb[]
  match(verb: Verb): Match | undefined
}

/**
 * The modules of the server and which of them run. They can be stopped and started while
 * it serves: a module that does not run answers like one that does not exist.
 */
export class ModuleRegistry {
  readonly #modules = new Map<string, Module>()
  readonly #routes = new Map<string, readonly Route[]>()
  readonly #running = new Set<string>()
  readonly #listeners = new Set<(name: string, running: boolean) => void>()

  constructor(modules: readonly Module[]) {
    for (const module of modules) {
      if (this.#modules.has(module.name)) throw new Error(`two modules are named ${module.name}`)
      this.#modules.set(module.name, module)
      this.#routes.set(module.name, routesOf(module))
      if (module.optional !== true) this.#running.add(module.name)
    }
  }

  /** All modules, running or not, by name. */
  all(): readonly Module[] {
    return [...this.#modules.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** A module by name, if it runs. */
  running(name: string): Module | undefined {
    return this.#running.has(name) ? this.#modules.get(name) : undefined
  }

  /** Names of the running modules, sorted. */
  runningNames(): readonly string[] {
    return [...this.#running].toSorted()
  }

  /** Lets a module answer; gives back false when there is no such module. */
  start(name: string): boolean {
    return this.#switch(name, true)
  }

  /** Stops a module from answering; gives back false when there is no such module. */
  stop(name: string): boolean {
    return this.#switch(name, false)
  }

  /** Calls `listener` when a module begins or ceases to run. */
  onSwitch(listener: (name: string, running: boolean) => void): void {
    this.#listeners.add(listener)
  }

  #switch(name: string, running: boolean): boolean {
    if (!this.#modules.has(name)) return false
    if (this.#running.has(name) === running) return true
    if (running) this.#running.add(name)
    else this.#running.delete(name)
    for (const listener of this.#listeners) listener(name, running)
    return true
  }

  /** What the arguments behind a module's name allow; `undefined` when no operation has such a path. */
  find(name: string, args: readonly string[]): Found | undefined {
    if (!this.#running.has(name)) return undefined
    const route = (this.#routes.get(name) ?? []).find(({ segments }) => matches(segments, args))
    if (!route) return undefined
    return {
      verbs: route.verbs,
      match: (verb) => {
        const operation = route.operations.get(verb)
        return operation && { operation, args: named(route.parameters, args) }
      },
    }
  }
}

/**
 * Routes in the order they are looked through: the first that fits alone counts. Literal segments come before
 * parameters, so that `messages` is never an `{id}`, and the further left the stronger.
 */
function routesOf(module: Module): readonly Route[] {
  const routes = new Map<string, Pick<Route, 'segments' | 'operations'>>()
  for (const operation of module.operations) {
    const segments = operation.path === '' ? [] : operation.path.split('/')
    const shape = segments.map((segment) => (isParameter(segment) ? '{}' : segment)).join('/')
    const route = routes.get(shape) ?? { segments, operations: new Map<Verb, Operation>() }
    if (route.operations.has(operation.verb))
      throw new Error(`${module.name} declares ${operation.verb} ${operation.path} twice`)
    route.operations.set(operation.verb, operation)
    routes.set(shape, route)
  }
  return [...routes.values()]
    .toSorted((a, b) => (rank(a.segments) < rank(b.segments) ? -1 : 1))
    .map((route) => ({
      ...route,
      parameters: parametersOf(route.segments),
      verbs: [...route.operations.keys()],
    }))
}

function parametersOf(segments: readonly string[]): readonly Parameter[] {
  return segments.flatMap((segment, at) =>
    isParameter(segment)
      ? [{ name: segment.slice(1, isRest(segment) ? -4 : -1), at, isRest: isRest(segment) }]
      : [],
  )
}

function matches(segments: readonly string[], args: readonly string[]): boolean {
  const last = segments.at(-1)
  const open = last !== undefined && isRest(last)
  if (open ? args.length < segments.length : args.length !== segments.length) return false
  return segments.every((segment, at) => isParameter(segment) || segment === args[at])
}

/** Names come from declarations, not from clients. */
function named(parameters: readonly Parameter[], args: readonly string[]): Readonly<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const { name, at, isRest } of parameters)
    values[name] = isRest ? args.slice(at).join('/') : (args[at] ?? '')
  return values
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{')
}

/** `{args...}` takes all remaining segments. */
function isRest(segment: string): boolean {
  return segment.endsWith('...}')
}

/** Sorts by kind of segment, from the left: literal, parameter, all that remain. */
function rank(segments: readonly string[]): string {
  return segments.map((segment) => (isRest(segment) ? '2' : isParameter(segment) ? '1' : '0')).join('')
}
