import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../../failures.ts'
import { CompiledSchemas, schemasOf } from './compiled-schemas.ts'
import { defaultEnvironment, type ValidationEnvironment } from './environment.ts'
import { Validator } from './validator.ts'

const validator = new Validator()

test('a valid document comes back with its defaults, the given one as it was', async () => {
  const given = { name: 'Gateway', sip: { method: 'ip', ip: '203.0.113.9', invite_format: 'e164' } }
  const before = structuredClone(given)
  assert.deepEqual(await validator.validate('devices', given), {
    value: {
      name: 'Gateway',
      sip: { method: 'ip', ip: '203.0.113.9', invite_format: 'e164', expire_seconds: 300 },
      enabled: true,
      exclude_from_queues: false,
      mwi_unsolicited_updates: true,
      register_overwrite_notify: false,
      suppress_unregister_notifications: false,
      call_restriction: {},
      contact_list: {},
      music_on_hold: {},
      ringtones: {},
    },
  })
  assert.deepEqual(given, before)
})

test('an invalid document fails with all its errors', async () => {
  const outcome = await validator.validate('users', { first_name: '', email: 'x', hotdesk: { pin: '1' } })
  assert.ok(failed(outcome))
  assert.deepEqual(outcome.detail, {
    kind: 'validation',
    errors: {
      first_name: {
        minLength: { message: 'must be at least 1 character long', target: 1, cause: '', value: '' },
      },
      last_name: { required: { message: 'is required', value: 'last_name' } },
      email: {
        minLength: { message: 'must be at least 3 characters long', target: 3, cause: 'x', value: 'x' },
      },
      'hotdesk.pin': {
        minLength: { message: 'must be at least 4 characters long', target: 4, cause: '1', value: '1' },
      },
    },
  })
})

test('an unknown schema is a 500, or no check at all', async () => {
  const outcome = await validator.validate('nonsense', { a: 1 })
  assert.ok(failed(outcome))
  assert.deepEqual(outcome.detail, { kind: 'answer', status: 500, message: 'schema nonsense not found.' })
  const unchecked = await validator.validate('nonsense', { a: 1 }, { ensureValidSchema: false })
  assert.deepEqual(unchecked, { value: { a: 1 } })
})

test('names of schemas are not keys of JavaScript objects', async () => {
  for (const name of ['__proto__', 'constructor', 'toString', '']) {
    assert.ok(failed(await validator.validate(name, {})), name)
  }
})

test('the environment is asked for at every validation', async () => {
  let strict = false
  const environment = (): ValidationEnvironment => ({ ...defaultEnvironment, strict })
  const changing = new Validator(environment)
  assert.deepEqual(await changing.validate('callflows.sleep', { duration: '5' }), {
    value: { duration: 5, unit: 's' },
  })
  strict = true
  assert.ok(failed(await changing.validate('callflows.sleep', { duration: '5' })))
})

test('fields below the configured level of stability are refused', async () => {
  const schema = { properties: { a: { stability_level: 'beta' }, b: { stability_level: 'stable' }, c: {} } }
  const levels = new Validator(undefined, new CompiledSchemas(schemasOf({ document: schema })))
  const data = { a: 1, b: 1, c: 1 }
  assert.deepEqual(await levels.validate('document', data), { value: data })
  assert.deepEqual(await levels.validate('document', data, { stabilityLevel: 'beta' }), { value: data })
  assert.deepEqual(await levels.check('document', data, { stabilityLevel: 'stable' }), {
    value: data,
    errors: { a: { error: { message: 'is beta, and only stable fields are allowed here', value: 1 } } },
  })
})

test('a schema with a keyword nobody checks is a bug, not a check that always passes', async () => {
  const schemas = new CompiledSchemas(schemasOf({ document: { allOf: [] } }))
  await assert.rejects(async () => new Validator(undefined, schemas).validate('document', {}), /allOf/)
})
