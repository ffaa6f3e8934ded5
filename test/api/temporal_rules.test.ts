import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { expectRefusals } from '../harness/refusals.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let stranger: Client
let rules: string

const server = useServer({}, async () => {
  const master = await server.masterClient()
  client = await master.subAccount('Hours')
  stranger = await master.subAccount('Stranger')
  rules = `/v2/accounts/${client.accountId}/temporal_rules`
})

describe('temporal rules', () => {
  it('are created with defaults', async () => {
    const created = await client.put(rules, {
      name: 'Business hours',
      cycle: 'weekly',
      wdays: ['monday', 'wensday', 'wednesday'],
      time_window_start: 32_400,
      time_window_stop: 61_200,
    })
    assert.equal(created.status, 201)
    const id = idOf(created)
    assert.equal(created.headers.get('location'), `${rules}/${id}`)
    assert.deepEqual(created.data, {
      id,
      name: 'Business hours',
      cycle: 'weekly',
      interval: 1,
      start_date: 62_586_115_200,
      wdays: ['monday', 'wensday', 'wednesday'],
      time_window_start: 32_400,
      time_window_stop: 61_200,
    })
    assert.deepEqual((await client.get(`${rules}/${id}`)).data, created.data)
  })

  it('may be forced on or off, by texts too', async () => {
    const created = await client.put(rules, {
      name: 'Closed',
      cycle: 'date',
      enabled: 'false',
      interval: '2',
    })
    const { enabled, interval } = fieldsOf(created)
    assert.deepEqual([enabled, interval], [false, 2])
  })

  it('refuse what a calendar does not have, all of it in one answer', async () => {
    const refused = await client.put(rules, {
      cycle: 'hourly',
      days: [0, 32],
      interval: 0,
      month: 13,
      ordinal: 'sixth',
      start_date: 'soon',
      time_window_start: -1,
      time_window_stop: 86_401,
      wdays: ['Monday'],
    })
    assert.equal(refused.status, 400)
    assert.deepEqual(refused.data, {
      name: { required: { message: 'is required', value: 'name' } },
      cycle: {
        enum: {
          message: 'must be one of: date, daily, weekly, monthly, yearly',
          target: ['date', 'daily', 'weekly', 'monthly', 'yearly'],
          value: 'hourly',
        },
      },
      'days.0': { minimum: { message: 'must be at least 1', target: 1, value: 0 } },
      'days.1': { maximum: { message: 'must be at most 31', target: 31, value: 32 } },
      interval: { minimum: { message: 'must be at least 1', target: 1, value: 0 } },
      month: { maximum: { message: 'must be at most 12', target: 12, value: 13 } },
      ordinal: {
        enum: {
          message: 'must be one of: every, first, second, third, fourth, fifth, last',
          target: ['every', 'first', 'second', 'third', 'fourth', 'fifth', 'last'],
          value: 'sixth',
        },
      },
      start_date: { type: { message: 'must be a whole number', target: 'integer', value: 'soon' } },
      time_window_start: { minimum: { message: 'must be at least 0', target: 0, value: -1 } },
      time_window_stop: { maximum: { message: 'must be at most 86400', target: 86_400, value: 86_401 } },
      'wdays.0': {
        enum: {
          message: 'must be one of: monday, tuesday, wednesday, wensday, thursday, friday, saturday, sunday',
          target: ['monday', 'tuesday', 'wednesday', 'wensday', 'thursday', 'friday', 'saturday', 'sunday'],
          value: 'Monday',
        },
      },
    })
  })

  it('are listed with name, type and flags', async () => {
    const own = await (await server.masterClient()).subAccount('Calendar')
    const path = `/v2/accounts/${own.accountId}/temporal_rules`
    const holiday = idOf(
      await own.put(path, { name: 'Holiday', cycle: 'yearly', type: 'holiday', flags: ['a'], month: 12 }),
    )
    const lunch = idOf(await own.put(path, { name: 'Lunch', cycle: 'daily' }))
    assert.deepEqual((await own.get(`${path}?ascending=true`)).data, [
      { id: holiday, name: 'Holiday', type: 'holiday', flags: ['a'] },
      { id: lunch, name: 'Lunch', flags: [] },
    ])
    const yearly = await own.get(`${path}?filter_cycle=yearly`)
    assert.deepEqual(yearly.data, [{ id: holiday, name: 'Holiday', type: 'holiday', flags: ['a'] }])
  })

  it('are replaced, patched and deleted', async () => {
    const path = `${rules}/${idOf(await client.put(rules, { name: 'Old', cycle: 'monthly', days: [1, 15] }))}`
    const replaced = fieldsOf(await client.post(path, { name: 'New', cycle: 'yearly', month: 5 }))
    assert.deepEqual([replaced['name'], replaced['days'], replaced['interval']], ['New', undefined, 1])
    const patched = fieldsOf(await client.patch(path, { month: null, enabled: true }))
    assert.deepEqual([patched['month'], patched['enabled'], patched['cycle']], [undefined, true, 'yearly'])
    assert.deepEqual(validatorsOf(await client.post(path, { name: 'New' })), { cycle: ['required'] })
    assert.deepEqual(validatorsOf(await client.patch(path, { cycle: 'never' })), { cycle: ['enum'] })
    const deleted = await client.delete(path)
    assert.deepEqual([deleted.status, deleted.data], [200, { ...patched, _read_only: { deleted: true } }])
    assert.equal((await client.delete(path)).status, 404)
  })

  it('stay named by sets and callflows when they are deleted', async () => {
    const rule = idOf(await client.put(rules, { name: 'Gone soon', cycle: 'daily' }))
    const sets = `/v2/accounts/${client.accountId}/temporal_rules_sets`
    const set = idOf(await client.put(sets, { name: 'All', temporal_rules: [rule] }))
    const flow = { module: 'temporal_route', data: { rules: [rule] }, children: {} }
    const callflows = `/v2/accounts/${client.accountId}/callflows`
    const callflow = idOf(await client.put(callflows, { numbers: ['900'], flow }))
    assert.equal((await client.delete(`${rules}/${rule}`)).status, 200)
    assert.deepEqual(fieldsOf(await client.get(`${sets}/${set}`))['temporal_rules'], [rule])
    assert.match((await client.get(`${callflows}/${callflow}`)).text, new RegExp(rule))
  })

  it('that do not exist, and those of others, are refused', async () => {
    const body = { name: 'Any', cycle: 'daily' }
    const id = idOf(await client.put(rules, body))
    await expectRefusals({ owner: client, stranger, path: rules, id, body })
  })
})
