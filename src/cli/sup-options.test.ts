import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readSupCall } from './sup-options.ts'

const plain = {
  node: 'kazoo_apps',
  data: undefined,
  timeout: 0,
  verbose: false,
  erlTerms: false,
}

describe('readSupCall', () => {
  it('takes module, function and arguments', () => {
    assert.deepEqual(readSupCall(['kapps_config', 'get', 'crossbar', 'a b'], {}), {
      ...plain,
      module: 'kapps_config',
      function: 'get',
      args: ['crossbar', 'a b'],
    })
  })

  it('reads options before the module only', () => {
    const options = ['-nother', '--timeout=5', '-ve', '-c', 'x', '--use_short', '-d', '/srv/data']
    assert.deepEqual(readSupCall([...options, 'm', 'f', '-1', '--help', '-t'], { KAZOO_NODE: 'third' }), {
      module: 'm',
      function: 'f',
      args: ['-1', '--help', '-t'],
      node: 'other',
      data: '/srv/data',
      timeout: 5,
      verbose: true,
      erlTerms: true,
    })
  })

  it('takes the node of the environment, and switches with values', () => {
    assert.deepEqual(readSupCall(['--erl_term_args=false', 'm', 'f'], { KAZOO_NODE: 'third' }), {
      ...plain,
      node: 'third',
      module: 'm',
      function: 'f',
      args: [],
    })
  })

  it('notices a wish for help and misuse', () => {
    assert.equal(readSupCall(['-?'], {}), 'help')
    assert.equal(readSupCall(['--help', 'm'], {}), 'help')
    assert.deepEqual(readSupCall([], {}), { wrong: 'MODULE and FUNCTION are missing' })
    assert.deepEqual(readSupCall(['-x', 'm', 'f'], {}), { wrong: '-x is not an option' })
    assert.deepEqual(readSupCall(['--constructor', 'm', 'f'], {}), {
      wrong: '--constructor is not an option',
    })
    assert.deepEqual(readSupCall(['-t', 'soon', 'm', 'f'], {}), { wrong: '--timeout takes whole seconds' })
    assert.deepEqual(readSupCall(['--data'], {}), { wrong: '--data needs a value' })
  })
})
