import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import pino from 'pino'
import { maintenanceModules } from '../src/maintenance/index.ts'
import { createDispatch } from '../src/maintenance/registry.ts'
import { printTerm } from '../src/maintenance/terms.ts'
import type { Client } from './harness/client.ts'
import { entriesOf, fieldsOf } from './harness/reply.ts'
import { useServer } from './harness/server.ts'

let owner: Client

const server = useServer({}, async () => {
  owner = await server.masterClient()
})

async function call(name: string, ...args: readonly string[]): Promise<string> {
  const { services } = server.running.edge
  const dispatch = createDispatch(maintenanceModules, services, pino({ level: 'silent' }))
  const result = await dispatch('kazoo_auth_maintenance', name, args, () => undefined)
  return result.kind === 'returned' ? printTerm(result.term) : 'message' in result ? result.message : ''
}

describe('kazoo_auth_maintenance', () => {
  it('makes common providers that are missing, and no others', async () => {
    await owner.post('/v2/auth/providers/google', {})
    await owner.delete('/v2/auth/providers/salesforce')
    assert.equal(await call('register_common_providers'), 'ok')
    const ids = entriesOf(await owner.get('/v2/auth/providers')).map(({ id }) => id)
    assert.deepEqual(ids, ['office365', 'google', 'duo'])
  })

  it('registers providers and applications', async () => {
    assert.equal(await call('register_auth_provider', 'own', '{"discovery":"https://id.test"}'), 'ok')
    assert.equal(fieldsOf(await owner.get('/v2/auth/providers/own'))['discovery'], 'https://id.test')
    assert.equal(await call('register_auth_provider', 'own', '{"name":"Own"}'), 'ok')
    assert.deepEqual((await owner.get('/v2/auth/providers/own')).data, { id: 'own', name: 'Own' })
    assert.equal(await call('register_auth_provider', 'own', 'no JSON'), 'a provider is a JSON object')
    assert.equal(await call('register_auth_app', owner.accountId, 'client', 'canary', 'own'), 'ok')
    assert.equal(
      await call('register_auth_app', owner.accountId, 'client', 'canary', 'own'),
      '{error,<<"already registered">>}',
    )
    assert.deepEqual(entriesOf(await owner.get('/v2/auth/apps')), [{ id: 'client', provider: 'own' }])
    assert.equal(await call('register_auth_app', 'none', 'x', 'y', 'own'), 'there is no account none')
    assert.equal(
      await call('register_auth_app', owner.accountId, 'x', 'y', 'duo'),
      'there is no provider duo',
    )
    const { store } = server.running.edge.services.documents
    const kept = await store.get('system_auth', 'client')
    assert.ok(kept && !JSON.stringify(kept).includes('canary'))
  })
})
