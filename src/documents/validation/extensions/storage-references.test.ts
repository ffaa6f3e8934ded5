import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failed } from '../../../failures.ts'
import type { JsonObject } from '../../../json.ts'
import { Validator } from '../validator.ts'

const handler = 'a'.repeat(32)
const connection = 'b'.repeat(32)
const drive = (document: string): JsonObject => ({
  handler: 'google_drive',
  name: 'Drive',
  settings: { oauth_doc_id: document },
})

test('a plan may name the connections and handlers of its own document', async () => {
  const validator = new Validator()
  const data = {
    connections: {
      [connection]: { driver: 'kazoo_couch', settings: { ip: '203.0.113.9', port: 5984 } },
      local: {},
    },
    attachments: { [handler]: { handler: 'http', settings: { url: 'http://example.com' } } },
    plan: { modb: { types: { fax: { connection: 'local', attachments: { handler } } } } },
  }
  const outcome = await validator.validate('storage', data)
  assert.deepEqual('value' in outcome && outcome.value['plan'], data.plan)
})

test('a plan that names others is wrong', async () => {
  const data = { plan: { modb: { types: { fax: { connection: 'toString', attachments: { handler } } } } } }
  const checked = await new Validator().check('storage', data)
  assert.ok(!failed(checked))
  assert.deepEqual(checked.errors, {
    'plan.modb.types.fax.connection': {
      error: { message: "is not one of the document's connections", value: 'toString' },
    },
    'plan.modb.types.fax.attachments.handler': {
      error: { message: "is not one of the document's attachments", value: handler },
    },
  })
})

test('OAuth credentials must exist; each is looked up once', async () => {
  const asked: string[] = []
  const documentExists = async (db: string, id: string): Promise<boolean> => {
    asked.push(`${db}/${id}`)
    return Promise.resolve(id === 'known')
  }
  const data = {
    [handler]: drive('known'),
    [connection]: drive('unknown'),
    ['c'.repeat(32)]: drive('unknown'),
  }
  const checked = await new Validator().check('storage.attachments', data, { documentExists })
  assert.ok(!failed(checked))
  assert.deepEqual(Object.keys(checked.errors), [connection, 'c'.repeat(32)])
  assert.deepEqual(asked, ['system_auth/known', 'system_auth/unknown'])
})

test('missing OAuth credentials by themselves', async () => {
  const options = { documentExists: async () => Promise.resolve(false) }
  const error = { message: 'must name existing OAuth credentials', value: 'x' }
  for (const provider of ['google_drive', 'onedrive', 'dropbox']) {
    const data = { ...drive('x'), handler: provider }
    const checked = await new Validator().check(`storage.attachment.${provider}`, data, options)
    assert.ok(!failed(checked))
    assert.deepEqual(checked.errors, { 'settings.oauth_doc_id': { error } }, provider)
  }
})
