import type { Module, Operation } from '../../src/modules/declaration/module.ts'
import { modules } from '../../src/modules/index.ts'
import { parametersOf, type Parameter } from './id-sources.ts'

/** An operation at one of the places it is offered at, on ids of one kind. */
export interface Case {
  readonly verb: Operation['verb']
  /** `/accounts/{account_id}/devices/{id}`, as it stands in the table. */
  readonly path: string
  /** `-`, `own`, `foreign`, `missing`, `foreign+missing`, or a name that means the same to everybody. */
  readonly ids: string
  /** The only parameter that is not `own`, where there are several. */
  readonly changed?: Parameter
  readonly parameters: readonly Parameter[]
  /** Whether it answers with other than JSON. */
  readonly binary: boolean
}

const enrolment = ['GET', 'PUT', 'POST', 'DELETE'].map((verb) => `${verb} multi_factor/enrolment`)
/** Operations whose rules depend on the user named before them. */
const aboutUsers = new Set(['PUT auth', 'PUT user_auth', ...enrolment])

/** Every operation of every module, at each place it is offered at, on each kind of ids; in the table's order. */
export function everyCase(): readonly Case[] {
  return modules.toSorted((a, b) => (a.name < b.name ? -1 : 1)).flatMap(casesOf)
}

/** Those of one module; fails when it is not known where ids of its paths come from. */
export function casesOf({ name, operations }: Module): readonly Case[] {
  return operations.flatMap((operation) => casesOfOperation(name, operation))
}

/** The paths of an operation as they stand in the table. */
export function pathsOf(module: string, operation: Operation): readonly string[] {
  const tail = operation.path === '' ? module : `${module}/${operation.path}`
  // The account of `accounts/{account_id}` is the one in the path.
  const start = module === 'accounts' ? '' : '/accounts/{account_id}'
  const user = aboutUsers.has(`${operation.verb} ${tail}`) ? [`${start}/users/{user_id}/${tail}`] : []
  return [
    ...(operation.accountless === undefined ? [] : [`/${tail}`]),
    ...(operation.permission === undefined ? [] : [`${start}/${tail}`, ...user]),
  ]
}

function casesOfOperation(module: string, operation: Operation): readonly Case[] {
  return pathsOf(module, operation).flatMap((path) => {
    const parameters = parametersOf(module, path)
    const binary = operation.provides !== undefined
    return kindsOf(parameters).map((kind) => ({ verb: operation.verb, path, parameters, binary, ...kind }))
  })
}

function kindsOf(parameters: readonly Parameter[]): readonly Pick<Case, 'ids' | 'changed'>[] {
  if (parameters.some(({ source }) => source === 'told-apart'))
    return [{ ids: 'own' }, { ids: 'foreign' }, { ids: 'missing' }]
  const varied = parameters.filter(({ source }) => typeof source === 'string')
  if (varied.length > 0)
    return [
      { ids: 'own' },
      ...varied.map((changed) => ({
        ids: varied.length > 1 ? `foreign+missing ${changed.text}` : 'foreign+missing',
        changed,
      })),
    ]
  const names = parameters.at(-1)?.source
  return typeof names === 'object' ? names.map((ids) => ({ ids })) : [{ ids: '-' }]
}
