import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { entriesOf, fieldsOf, idOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let acme: Client
let plain: Client
let stranger: Client
let path: string

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 100_000 } })
  owner = await server.masterClient()
  acme = await owner.subAccount('Acme')
  plain = await acme.userOf(acme.accountId, 'acme.test', 'plain', 'user')
  stranger = await owner.subAccount('Stranger')
  path = `/v2/accounts/${acme.accountId}/multi_factor`
})

const duo = {
  name: 'Our Duo',
  enabled: true,
  provider_name: 'duo',
  settings: {
    integration_key: 'DIXXXXXXXXXXXXXXXXXX',
    secret_key: 'canary'.repeat(7),
    application_secret_key: 'tweety'.repeat(7),
    api_hostname: 'api-x.duo.test',
  },
}
const shownSettings = { integration_key: 'DIXXXXXXXXXXXXXXXXXX', api_hostname: 'api-x.duo.test' }

/** Secrets of a provider as they are kept, which no answer tells. */
async function secretsOf(db: string, id: string): Promise<JsonObject> {
  const { documents, signIn } = server.running.edge.services
  const sealed = (await documents.find(db, id))?.hidden['pvt_sealed_settings']
  assert.ok(typeof sealed === 'string' && !sealed.includes('canary'))
  return JSON.parse(signIn.unseal(`multi_factor ${db}/${id}`, sealed) ?? '{}') as JsonObject
}

describe('providers of second factors', () => {
  it('of an account are created, listed with those of the system, read and deleted', async () => {
    const created = await acme.put(path, duo)
    assert.equal(created.status, 201, created.text)
    const id = idOf(created)
    assert.deepEqual(created.data, { ...duo, id, settings: shownSettings })
    const entry = { id, enabled: true, name: 'Our Duo', provider_name: 'duo', provider_type: 'multi_factor' }
    const system = await owner.put('/v2/multi_factor', { ...duo, name: 'System' })
    assert.equal(system.status, 201, system.text)
    const systemEntry = { ...entry, id: idOf(system), name: 'System' }
    const list = fieldsOf(await plain.get(path))
    assert.deepEqual(list['configured'], [entry])
    assert.deepEqual(
      (list['multi_factor_providers'] as JsonObject[]).filter((each) => each['id'] !== 'duo'),
      [systemEntry],
    )
    const systemList = entriesOf(await plain.get('/v2/multi_factor'))
    assert.deepEqual(
      systemList.filter((each) => each['id'] !== 'duo'),
      [systemEntry],
    )
    assert.deepEqual((await plain.get(`${path}/${id}`)).data, { ...duo, id, settings: shownSettings })
    const deleted = await acme.delete(`${path}/${id}`)
    assert.deepEqual(fieldsOf(deleted)['_read_only'], { deleted: true })
    const gone = await acme.get(`${path}/${id}`)
    assert.equal(gone.status, 404)
    assert.deepEqual(gone.data, { message: 'bad identifier', cause: id })
  })

  it('keep secrets that are not sent, and forget those that are null', async () => {
    const id = idOf(await acme.put(path, duo))
    const shown = fieldsOf(await acme.get(`${path}/${id}`))
    assert.equal((await acme.post(`${path}/${id}`, { ...shown, name: 'Renamed' })).status, 200)
    assert.deepEqual(await secretsOf(acme.accountId, id), {
      secret_key: duo.settings.secret_key,
      application_secret_key: duo.settings.application_secret_key,
    })
    const patched = await acme.patch(`${path}/${id}`, {
      settings: { secret_key: 'z'.repeat(40), application_secret_key: null, duo_expire: 60 },
    })
    assert.equal(patched.status, 200, patched.text)
    assert.deepEqual(fieldsOf(patched)['settings'], { ...shownSettings, duo_expire: 60 })
    assert.equal(fieldsOf(patched)['name'], 'Renamed')
    assert.deepEqual(await secretsOf(acme.accountId, id), { secret_key: 'z'.repeat(40) })
    await acme.delete(`${path}/${id}`)
  })

  it('need a name, a provider and to be enabled or not', async () => {
    const reply = await acme.put(path, { settings: 'none' })
    assert.deepEqual(validatorsOf(reply), {
      name: ['required'],
      enabled: ['required'],
      provider_name: ['required'],
      settings: ['type'],
    })
    const id = idOf(await acme.put(path, duo))
    assert.deepEqual(validatorsOf(await acme.post(`${path}/${id}`, { name: 'x' })), {
      enabled: ['required'],
      provider_name: ['required'],
    })
    await acme.delete(`${path}/${id}`)
  })

  it('that are none are 404', async () => {
    const menu = idOf(await acme.put(`/v2/accounts/${acme.accountId}/menus`, { name: 'Menu' }))
    for (const id of [menu, '0'.repeat(32)])
      for (const verb of ['GET', 'POST', 'PATCH', 'DELETE']) {
        const data = verb === 'GET' ? undefined : {}
        const reply = await acme.request(verb, `${path}/${id}`, data, {})
        assert.equal(reply.status, 404, `${verb} ${reply.text}`)
        assert.equal(reply.body['message'], 'bad_identifier')
      }
    assert.equal((await acme.get(`${path}/attempts/nonsense`)).status, 404)
  })

  it('of the system are for superduper admins, and never deleted', async () => {
    const id = idOf(await owner.put('/v2/multi_factor', { ...duo, enabled: false }))
    const item = `/v2/multi_factor/${id}`
    assert.equal((await owner.get(item)).status, 200)
    assert.equal((await owner.patch(item, { name: 'Other' })).status, 200)
    assert.equal((await owner.post(item, { ...duo, enabled: false })).status, 200)
    assert.equal((await owner.delete(item)).status, 403)
    for (const verb of ['GET', 'POST', 'PATCH', 'DELETE'])
      assert.equal((await acme.request(verb, item, verb === 'GET' ? undefined : {}, {})).status, 403, verb)
    assert.equal((await acme.put('/v2/multi_factor', duo)).status, 403)
    assert.equal((await acme.anonymous().get('/v2/multi_factor')).status, 401)
  })

  it('of others, and changes by plain users, are 403', async () => {
    const id = idOf(await acme.put(path, duo))
    for (const verb of ['GET', 'PUT', 'POST', 'PATCH', 'DELETE']) {
      const at = verb === 'PUT' ? path : `${path}/${id}`
      const data = verb === 'GET' ? undefined : {}
      assert.equal((await stranger.request(verb, at, data, {})).status, 403, verb)
      if (verb !== 'GET') assert.equal((await plain.request(verb, at, data, {})).status, 403, verb)
    }
    assert.equal((await stranger.get(`${path}/attempts`)).status, 403)
    assert.equal((await owner.get(`${path}/${id}`)).status, 200)
    await acme.delete(`${path}/${id}`)
  })
})
