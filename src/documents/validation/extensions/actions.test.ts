import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../../../failures.ts'
import { Validator } from '../validator.ts'

const validator = new Validator()
const voicemail = { module: 'voicemail', data: { id: '00ffeeddccbbaa998877665544332211' } }

test('data of every action gets the defaults of its module', async () => {
  const flow = { module: 'user', data: { id: '1a2b' }, children: { _: voicemail } }
  assert.deepEqual(await validator.validate('callflows', { numbers: ['201'], flow }), {
    value: {
      numbers: ['201'],
      patterns: [],
      flow: {
        module: 'user',
        data: { id: '1a2b', delay: 0, strategy: 'simultaneous', timeout: 20 },
        children: {
          _: {
            module: 'voicemail',
            data: {
              id: '00ffeeddccbbaa998877665544332211',
              action: 'compose',
              callerid_match_login: false,
              interdigit_timeout: 2000,
              max_message_length: 500,
              single_mailbox_login: false,
            },
          },
        },
      },
    },
  })
})

test('an error deep in the tree is found under its whole path', async () => {
  const flow = {
    module: 'menu',
    data: { id: 'x' },
    children: {
      1: { module: 'voicemail', data: { id: 'short' } },
      _: { module: 'user', data: {}, children: { _: { module: 'language', data: {} } } },
    },
  }
  const checked = await validator.check('callflows', { numbers: ['201'], flow })
  assert.ok(!failed(checked))
  assert.deepEqual(checked.errors, {
    'flow.children.1.data.id': {
      minLength: {
        message: 'must be at least 32 characters long',
        target: 32,
        cause: 'short',
        value: 'short',
      },
    },
    'flow.children._.children._.data.language': { required: { message: 'is required', value: 'language' } },
  })
})

test('an action without data gets it; one without module is wrong', async () => {
  const flow = { module: 'sleep', children: { _: { data: { anything: 1 } } } }
  const checked = await validator.check('callflows', { numbers: ['201'], flow })
  assert.deepEqual(checked, {
    value: {
      numbers: ['201'],
      patterns: [],
      flow: {
        module: 'sleep',
        data: { duration: 0, unit: 's' },
        children: { _: { data: { anything: 1 } } },
      },
    },
    errors: { 'flow.children._.module': { required: { message: 'is required', value: 'module' } } },
  })
})

test('a module nobody knows is wrong, and its data is left alone', async () => {
  for (const module of ['teleport', '../accounts', 'constructor', '__proto__']) {
    const checked = await validator.check('callflows', {
      numbers: ['201'],
      flow: { module, data: { timeout: 'x' } },
    })
    assert.ok(!failed(checked))
    assert.deepEqual(checked.errors, {
      'flow.module': {
        error: { message: `there is no module ${module} for callflows`, value: module },
      },
    })
  }
})

test('types in the data of actions are converted', async () => {
  const flow = { module: 'sleep', data: { duration: '5' } }
  const outcome = await validator.validate('callflows', { numbers: ['201'], flow })
  assert.ok('value' in outcome)
  assert.deepEqual(outcome.value['flow'], { module: 'sleep', data: { duration: 5, unit: 's' } })
})

test('metaflows are checked alike', async () => {
  const checked = await validator.check('metaflows', {
    numbers: { 2: { module: 'transfer', data: { target: 5 } }, 3: { module: 'voicemail' } },
  })
  assert.ok(!failed(checked))
  assert.deepEqual(checked.errors, {
    'numbers.2.data.target': { type: { message: 'must be a string', target: 'string', value: 5 } },
    'numbers.3.module': {
      error: { message: 'there is no module voicemail for metaflows', value: 'voicemail' },
    },
  })
})
