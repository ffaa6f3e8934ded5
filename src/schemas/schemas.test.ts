import assert from 'node:assert/strict'
import { registerHooks } from 'node:module'
import { test } from 'node:test'

// Imported in the course of the file, so that it can be watched what is loaded with it.
const watched: string[] = []
const hooks = registerHooks({
  load: (url, context, next) => {
    watched.push(url)
    return next(url, context)
  },
})
const { isSchemaName, loadedSchema, loadSchema, schemaNames } = await import('./index.ts')
const atStart = watched.splice(0)
hooks.deregister()

test('the list of schemas comes without the schemas', () => {
  assert.ok(atStart.length >= 7 && atStart.length <= 12, atStart.join('\n'))
  assert.deepEqual(
    atStart.filter((url) => url.includes('typebox')),
    [],
  )
})

test('names are ascending and complete', () => {
  const names = schemaNames()
  assert.equal(names.length, 374)
  assert.deepEqual(names, [...names].sort())
  assert.deepEqual(names.slice(0, 3), [
    'access_lists',
    'account_config.call_command',
    'account_config.callflow',
  ])
  for (const name of [
    'accounts',
    'callflows',
    'callflows.voicemail',
    'metaflow',
    'storage.plan',
    'whitelabel',
  ])
    assert.ok(isSchemaName(name), name)
  for (const name of ['', 'account', 'toString', '__proto__', 'callflows.'])
    assert.ok(!isSchemaName(name), name)
})

test('every schema loads as plain draft-04 under its name', async () => {
  for (const name of schemaNames()) {
    const schema = await loadSchema(name)
    assert.ok(schema, name)
    assert.equal(schema['$schema'], 'http://json-schema.org/draft-04/schema#')
    assert.equal(schema['id'], name)
    assert.deepEqual(Object.getOwnPropertySymbols(schema), [])
    assert.ok(!JSON.stringify(schema).includes('"~kind"'), name)
    assert.deepEqual(structuredClone(schema), schema)
    assert.equal(loadedSchema(name), schema)
  }
})

test('there is nothing under other names', async () => {
  assert.equal(await loadSchema('nonsense'), undefined)
  assert.equal(await loadSchema('constructor'), undefined)
  assert.equal(loadedSchema('nonsense'), undefined)
})

test('a schema as clients see it', async () => {
  assert.deepEqual(await loadSchema('callflows.voicemail'), {
    $schema: 'http://json-schema.org/draft-04/schema#',
    id: 'callflows.voicemail',
    type: 'object',
    properties: {
      action: { type: 'string', enum: ['check', 'compose'], default: 'compose' },
      callerid_match_login: { type: 'boolean', default: false },
      id: { type: 'string', minLength: 32, maxLength: 32 },
      interdigit_timeout: { type: 'integer', default: 2000 },
      max_message_length: { type: 'integer', default: 500 },
      single_mailbox_login: { type: 'boolean', default: false },
      skip_module: { type: 'boolean' },
    },
  })
  assert.deepEqual(await loadSchema('callflows.action'), {
    $schema: 'http://json-schema.org/draft-04/schema#',
    id: 'callflows.action',
    type: 'object',
    required: ['data', 'module'],
    properties: {
      children: { type: 'object', patternProperties: { '.+': { $ref: 'callflows.action' } } },
      data: { type: 'object', default: {}, 'kazoo-validation': true },
      module: { type: 'string', minLength: 1, maxLength: 64, 'kazoo-validation': true },
    },
  })
})

test('objects that name no type keep it so', async () => {
  const schema = await loadSchema('conferences.dial')
  assert.ok(schema)
  assert.ok(!Object.hasOwn(schema, 'type'))
  assert.deepEqual(schema['required'], ['endpoints'])
})
