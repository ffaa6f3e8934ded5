import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { silentLog } from '../logging/log.ts'
import { arityOf, createDispatch, defineMaintenance, NoReturn, Refused } from './registry.ts'
import type { MaintenanceResult } from './registry.ts'
import { atom, ok } from './terms.ts'
import type { Term } from './terms.ts'

interface Services {
  readonly greeting: string
}

const greetings = defineMaintenance<Services>('greetings_maintenance', {
  greet: {
    args: 'NAME [TITLE]',
    summary: 'Greets somebody.',
    run([name = '', title = ''], { print }, { greeting }) {
      print(`${greeting} ${title}${name}`)
      return ok
    },
  },
  types: {
    args: 'VALUE…',
    summary: 'Tells types.',
    run: (_, { terms }) => terms.map((term) => atom(typeof term)),
  },
  quiet: { args: '', summary: 'Says nothing.', run: () => new NoReturn(7) },
  refuse: { args: '', summary: 'Cannot.', run: () => new Refused('not today') },
  crash: {
    args: '',
    summary: 'Breaks.',
    run: async () => {
      await Promise.resolve()
      throw new Error('out of order')
    },
  },
})
const others = defineMaintenance<Services>('another', { one: { args: '', summary: 'One.', run: () => 1 } })
const dispatch = createDispatch([greetings, others], { greeting: 'Hello' }, silentLog())

async function call(
  module: string,
  name: string,
  ...args: readonly Term[]
): Promise<{ result: MaintenanceResult; lines: readonly string[] }> {
  const lines: string[] = []
  const result = await dispatch(module, name, args, (line) => lines.push(line))
  return { result, lines }
}

describe('dispatch', () => {
  it('calls a function with texts and services, and shows its output', async () => {
    assert.deepEqual(await call('greetings_maintenance', 'greet', 'Ada', atom('dr_')), {
      result: { kind: 'returned', term: ok },
      lines: ['Hello dr_Ada'],
    })
  })

  it('hands over values as they were written', async () => {
    const { result } = await call('greetings_maintenance', 'types', 1, 'x', true)
    assert.deepEqual(result, { kind: 'returned', term: [atom('number'), atom('string'), atom('boolean')] })
  })

  it('tells the exit code of a function without a result', async () => {
    const { result } = await call('greetings_maintenance', 'quiet')
    assert.deepEqual(result, { kind: 'no_return', exit: 7 })
  })

  it('reports a function that breaks off', async () => {
    const { result } = await call('greetings_maintenance', 'crash')
    assert.deepEqual(result, { kind: 'failed', message: 'out of order' })
  })

  it('reports why a function could not do what was asked', async () => {
    const { result } = await call('greetings_maintenance', 'refuse')
    assert.deepEqual(result, { kind: 'failed', message: 'not today', refused: true })
  })

  it('says what there is when something is unknown', async () => {
    const messageOf = async (...args: [string, string, ...Term[]]): Promise<string> => {
      const { result } = await call(...args)
      assert.ok(result.kind === 'unknown')
      return result.message
    }
    assert.equal(
      await messageOf('nothing', 'greet'),
      'there is no module "nothing"; there are: another, greetings_maintenance',
    )
    assert.equal(await messageOf('another', '__proto__'), 'another has no function "__proto__"; it has: one')
    assert.equal(await messageOf('another', ''), 'another has no function ""; it has: one')
    assert.equal(
      await messageOf('greetings_maintenance', 'greet'),
      'greetings_maintenance greet takes NAME [TITLE]; given: 0',
    )
    assert.equal(
      await messageOf('greetings_maintenance', 'greet', '1', '2', '3'),
      'greetings_maintenance greet takes NAME [TITLE]; given: 3',
    )
    assert.equal(await messageOf('another', 'one', 'x'), 'another one takes no arguments; given: 1')
  })

  it('lists everything, or one module', async () => {
    const another = ['another', '  one', '      One.', '']
    assert.deepEqual(await call('help', 'another'), {
      result: { kind: 'no_return', exit: 0 },
      lines: another,
    })
    const { lines } = await call('help', '')
    assert.deepEqual(lines.slice(0, 7), [
      ...another,
      'greetings_maintenance',
      '  greet NAME [TITLE]',
      '      Greets somebody.',
    ])
    assert.equal((await call('help', 'nothing')).result.kind, 'unknown')
  })
})

describe('arityOf', () => {
  it('counts what is needed and what is possible', () => {
    assert.deepEqual(arityOf(''), { least: 0, most: 0 })
    assert.deepEqual(arityOf('NAME REALM USERNAME PASSWORD [ACCOUNT_ID [USER_ID]]'), { least: 4, most: 6 })
    assert.deepEqual(arityOf('[ID] MS'), { least: 1, most: 2 })
    assert.deepEqual(arityOf('[ID…]'), { least: 0, most: Infinity })
    assert.deepEqual(arityOf('ID...'), { least: 1, most: Infinity })
  })

  it('refuses what it cannot read', () => {
    assert.throws(() => arityOf('NAME [ID'), /unbalanced/)
    assert.throws(() => arityOf('NAME] [ID'), /unbalanced/)
    assert.throws(() => arityOf('name'), /unreadable/)
  })
})
