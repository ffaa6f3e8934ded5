import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('validation of callflows', () => {
  const server = useServer()
  let master: Client
  let admin: Client
  let callflows: string
  before(async () => {
    master = await server.masterClient()
    admin = await master.subAccount('Alpha')
    callflows = `/v2/accounts/${admin.accountId}/callflows`
  })

  describe('numbers and patterns', () => {
    it('are needed, one or the other, as lists', async () => {
      const required = {
        numbers: { required: { message: 'A callflow needs at least one number or pattern' } },
      }
      const list = (value: string) => ({ type: { message: 'must be an array', target: 'array', value } })
      const cases: readonly (readonly [JsonObject, JsonObject])[] = [
        [{}, required],
        [{ numbers: [] }, required],
        [{ numbers: [], patterns: [] }, required],
        [{ numbers: '100' }, { numbers: list('100') }],
        [{ patterns: '^1' }, { patterns: list('^1') }],
      ]
      for (const [body, errors] of cases) {
        const refused = await admin.put(callflows, body)
        assert.deepEqual([refused.status, refused.data], [400, errors], JSON.stringify(body))
      }
      const created = await admin.put(callflows, { patterns: ['^1(\\d+)$'] })
      assert.deepEqual(fieldsOf(created)['numbers'], [])
    })

    it('must be texts of a certain length, each once', async () => {
      const refused = await admin.put(callflows, { numbers: ['', 'x'.repeat(37), 100], patterns: [''] })
      assert.deepEqual(validatorsOf(refused), {
        'numbers.0': ['minLength'],
        'numbers.1': ['maxLength'],
        'numbers.2': ['type'],
        'patterns.0': ['minLength'],
      })
      const twice = await admin.put(callflows, { numbers: ['4155550101', '+14155550101'] })
      assert.deepEqual(validatorsOf(twice), { numbers: ['uniqueItems'] })
    })

    it('follow the dial plan of the account', async () => {
      await master.patch(`/v2/accounts/${admin.accountId}`, {
        dial_plan: { '^(\\d{7})$': { prefix: '+1415' } },
      })
      const created = await admin.put(callflows, { numbers: ['5550199', '0049301234567', '*97', 'no_match'] })
      assert.deepEqual(fieldsOf(created)['numbers'], ['+14155550199', '+49301234567', '*97', 'no_match'])
    })

    it('lead to one callflow of the account', async () => {
      const named = idOf(await admin.put(callflows, { name: 'Main', numbers: ['4155550150', '500'] }))
      const plain = idOf(await admin.put(callflows, { patterns: ['^5\\d$'] }))
      const byNumber = await admin.put(callflows, { numbers: ['14155550150'] })
      assert.deepEqual(
        [byNumber.status, byNumber.data],
        [
          400,
          {
            numbers: {
              unique: {
                message: `Number +14155550150 is in use by callflow ${named} (Main)`,
                cause: '+14155550150',
              },
            },
          },
        ],
      )
      const byPattern = await admin.put(callflows, { patterns: ['^5\\d$', '^6\\d$'] })
      assert.deepEqual(byPattern.data, {
        patterns: {
          unique: { message: `Pattern ^5\\d$ is in use by callflow ${plain}`, cause: '^5\\d$' },
        },
      })
      const both = await admin.patch(`${callflows}/${plain}`, { numbers: ['500'] })
      assert.deepEqual(validatorsOf(both), { numbers: ['unique'] })
      assert.equal(
        (await admin.post(`${callflows}/${plain}`, { patterns: ['^5\\d$', '^5\\d$'] })).status,
        200,
      )
      const other = await master.subAccount('Beta')
      const there = `/v2/accounts/${other.accountId}/callflows`
      assert.equal((await other.put(there, { numbers: ['500'], patterns: ['^5\\d$'] })).status, 201)
    })

    it('go to one of those who ask for them at the same time', async () => {
      const replies = await Promise.all(
        Array.from({ length: 8 }, () => admin.put(callflows, { numbers: ['600'] })),
      )
      assert.deepEqual(
        replies.map(({ status }) => status).toSorted((a, b) => a - b),
        [201, 400, 400, 400, 400, 400, 400, 400],
      )
      for (const reply of replies)
        if (reply.status === 400) assert.deepEqual(validatorsOf(reply), { numbers: ['unique'] })
    })
  })

  describe('flows', () => {
    const put = (flow: JsonObject) => admin.put(callflows, { numbers: ['700'], flow })

    it('consist of modules that exist', async () => {
      const refused = await put({
        module: 'play',
        data: { id: 'prompt' },
        children: { _: { module: 'explode', data: {} } },
      })
      assert.deepEqual(refused.data, {
        'flow.children._.module': {
          error: { message: 'there is no module explode for callflows', value: 'explode' },
        },
      })
    })

    it('have data that fits the module, at any depth', async () => {
      const refused = await put({
        module: 'menu',
        data: { id: 5 },
        children: {
          1: { module: 'voicemail', data: { id: 'short' } },
          _: { module: 'sleep', data: { unit: 'days' }, children: { _: { data: {} } } },
        },
      })
      assert.deepEqual(validatorsOf(refused), {
        'flow.data.id': ['type'],
        'flow.children.1.data.id': ['minLength'],
        'flow.children._.data.unit': ['enum'],
        'flow.children._.children._.module': ['required'],
      })
    })

    it('need no data where the module needs none', async () => {
      const created = await put({ module: 'sleep', children: { _: { module: 'hangup' } } })
      assert.equal(created.status, 201)
      assert.deepEqual(fieldsOf(created)['flow'], {
        module: 'sleep',
        data: { duration: 0, unit: 's' },
        children: { _: { module: 'hangup', data: {} } },
      })
    })

    it('are objects', async () => {
      const refused = await admin.put(callflows, { numbers: ['701'], flow: 'play' })
      assert.deepEqual(validatorsOf(refused), { flow: ['type'] })
    })

    it('may be long', async () => {
      let flow: JsonObject = { module: 'hangup', data: {} }
      for (let step = 0; step < 40; step += 1) flow = { module: 'answer', data: {}, children: { _: flow } }
      const created = await admin.put(callflows, { numbers: ['702'], flow })
      assert.equal(created.status, 201, created.text)
      const read = await admin.get(`${callflows}/${idOf(created)}`)
      assert.deepEqual(fieldsOf(read)['flow'], flow)
    })

    it('with branches named like JavaScript’s own are ordinary flows', async () => {
      const raw =
        '{"data":{"numbers":["703"],"flow":{"module":"menu","data":{},' +
        '"children":{"__proto__":{"module":"hangup","data":{}},"constructor":{"module":"explode","data":{}}}}}}'
      const refused = await admin.put(callflows, undefined, {
        raw,
        headers: { 'content-type': 'application/json' },
      })
      assert.deepEqual(validatorsOf(refused), { 'flow.children.constructor.module': ['error'] })
    })
  })
})
