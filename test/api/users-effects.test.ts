import assert from 'node:assert/strict'
import { before, beforeEach, describe, it, mock } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('what the switch is told of users', () => {
  const server = useServer()
  const told: string[] = []
  let acme: Client
  let users: string
  let user: string

  before(async () => {
    acme = await (await server.masterClient()).subAccount('Acme')
    users = `/v2/accounts/${acme.accountId}/users`
    user = `${users}/${idOf(await acme.put(users, { first_name: 'Jo', last_name: 'Doe', presence_id: '1001' }))}`
    const owner_id = user.slice(users.length + 1)
    const devices = `/v2/accounts/${acme.accountId}/devices`
    await acme.put(devices, { name: 'Mine', owner_id, sip: { username: 'mine', password: 'secret 1' } })
    await acme.put(devices, { name: 'Also mine', owner_id, sip: { username: 'also', password: 'secret 2' } })
    await acme.put(devices, { name: 'Nobody’s', sip: { username: 'nobody', password: 'secret 3' } })
    const telephony = server.running.edge.services.switch
    mock.method(telephony, 'flushCredentials', (realm: string, name?: string) =>
      told.push(`flush ${String(name)}@${realm}`),
    )
    mock.method(telephony, 'checkSync', (realm: string, name: string) => told.push(`sync ${name}@${realm}`))
    mock.method(telephony, 'registrations', (realm: string) =>
      Promise.resolve(['mine', 'nobody', 'mine'].map((username) => ({ realm, username }))),
    )
  })

  beforeEach(() => {
    told.length = 0
  })

  async function toldWithin(): Promise<readonly string[]> {
    await pause(100)
    return told.toSorted()
  }

  it('forgets the credentials of the devices owned when the presence id changes', async () => {
    await acme.patch(user, { presence_id: '1002' })
    assert.deepEqual(await toldWithin(), ['flush also@acme.test', 'flush mine@acme.test'])
  })

  it('does so when encryption is enforced or no more', async () => {
    await acme.patch(user, { media: { encryption: { enforce_security: true } } })
    assert.deepEqual(await toldWithin(), ['flush also@acme.test', 'flush mine@acme.test'])
  })

  it('says nothing when other fields change, nor of new and deleted users', async () => {
    await acme.patch(user, { first_name: 'Joe' })
    const added = idOf(
      await acme.put(users, { first_name: 'A', last_name: 'B', presence_id: '7', sync: true }),
    )
    await acme.delete(`${users}/${added}`)
    assert.deepEqual(await toldWithin(), [])
  })

  it('lets every registered phone of the realm fetch its configuration with sync', async () => {
    const patched = await acme.patch(user, { sync: true })
    assert.equal('sync' in fieldsOf(patched), false)
    assert.deepEqual(await toldWithin(), ['sync mine@acme.test', 'sync nobody@acme.test'])
    told.length = 0
    await acme.patch(user, { sync: 'force' })
    assert.deepEqual(await toldWithin(), ['sync mine@acme.test', 'sync nobody@acme.test'])
  })
})
