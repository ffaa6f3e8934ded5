import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { dataResult } from './results.ts'
import { inAccount, type Module } from './module.ts'
import { ModuleRegistry } from './registry.ts'
import type { Verb } from './context.ts'

function moduleWith(...operations: readonly (readonly [Verb, string])[]): Module {
  return {
    name: 'boxes',
    operations: operations.map(([verb, path]) =>
      inAccount(verb, path, { summary: `${verb} ${path}`, handle: () => dataResult() }),
    ),
  }
}

function found(registry: ModuleRegistry, verb: Verb, ...args: readonly string[]) {
  const match = registry.find('boxes', args)?.match(verb)
  return match && { summary: match.operation.summary, args: { ...match.args } }
}

describe('registry of modules', () => {
  const registry = new ModuleRegistry([
    moduleWith(
      ['GET', ''],
      ['GET', '{id}'],
      ['DELETE', '{id}'],
      ['GET', 'messages'],
      ['GET', '{id}/messages/{message_id}'],
      ['POST', '{id}/messages/raw'],
      ['GET', '{id}/raw'],
      ['GET', 'prompts/{prompt_id}'],
      ['GET', '{id}/files/{args...}'],
    ),
  ])

  it('finds operations by verb and path, and names the segments', () => {
    assert.deepEqual(found(registry, 'GET'), { summary: 'GET ', args: {} })
    assert.deepEqual(found(registry, 'GET', 'a'), { summary: 'GET {id}', args: { id: 'a' } })
    assert.deepEqual(found(registry, 'GET', 'a', 'messages', 'b'), {
      summary: 'GET {id}/messages/{message_id}',
      args: { id: 'a', message_id: 'b' },
    })
    assert.deepEqual(found(registry, 'GET', 'a', 'files', 'x', 'y'), {
      summary: 'GET {id}/files/{args...}',
      args: { id: 'a', args: 'x/y' },
    })
  })

  it('keeps a literal segment from being taken for a parameter, whatever the verb', () => {
    assert.deepEqual(found(registry, 'GET', 'messages'), { summary: 'GET messages', args: {} })
    assert.equal(found(registry, 'DELETE', 'messages'), undefined)
    assert.deepEqual(registry.find('boxes', ['messages'])?.verbs, ['GET'])
    assert.deepEqual(registry.find('boxes', ['a', 'messages', 'raw'])?.verbs, ['POST'])
    assert.deepEqual(found(registry, 'GET', 'prompts', 'raw'), {
      summary: 'GET prompts/{prompt_id}',
      args: { prompt_id: 'raw' },
    })
  })

  it('knows no other paths', () => {
    assert.equal(registry.find('boxes', ['a', 'b']), undefined)
    assert.equal(registry.find('others', []), undefined)
  })

  it('answers for a stopped module as for one that does not exist', () => {
    const own = new ModuleRegistry([moduleWith(['GET', ''])])
    assert.equal(own.stop('boxes'), true)
    assert.equal(own.find('boxes', []), undefined)
    assert.equal(own.start('boxes'), true)
    assert.deepEqual(own.find('boxes', [])?.verbs, ['GET'])
  })
})
