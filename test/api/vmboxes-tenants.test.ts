import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client, Reply } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf, textAt } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()

/** An account with a box, a message with sound, and a medium with content. */
interface Tenant {
  readonly client: Client
  readonly account: string
  readonly box: string
  readonly message: string
  readonly medium: string
}

async function tenant(parent: Client, name: string): Promise<Tenant> {
  const client = await parent.subAccount(name)
  const account = `/v2/accounts/${client.accountId}`
  const box = idOf(await client.put(`${account}/vmboxes`, { name: 'Box', mailbox: '100' }))
  const upload = { raw: `sound of ${name}`, headers: { 'content-type': 'audio/mp3' } }
  const left = await client.put(`${account}/vmboxes/${box}/messages`, undefined, upload)
  const medium = idOf(await client.put(`${account}/media`, { name: 'Medium' }))
  await client.post(`${account}/media/${medium}/raw`, undefined, upload)
  return { client, account, box, message: textAt(fieldsOf(left), 'media_id'), medium }
}

describe('voicemail and media of tenants', () => {
  let master: Client
  let ours: Tenant
  let theirs: Tenant

  before(async () => {
    master = await server.masterClient()
    ours = await tenant(master, 'Ours')
    theirs = await tenant(master, 'Theirs')
  })

  /** Every read and write on a box, its message and a medium, below the path of an account. */
  function requests(
    client: Client,
    account: string,
    { box, message, medium }: Tenant,
  ): Promise<readonly Reply[]> {
    const boxes = `${account}/vmboxes`
    const upload = { raw: 'x', headers: { 'content-type': 'audio/mp3' } }
    return Promise.all([
      client.get(`${boxes}/${box}`),
      client.post(`${boxes}/${box}`, { name: 'Taken', mailbox: '7' }),
      client.patch(`${boxes}/${box}`, { name: 'Taken' }),
      client.delete(`${boxes}/${box}`),
      client.put(`${boxes}/${box}/messages`, {}),
      client.post(`${boxes}/${box}/messages`, { messages: [message] }),
      client.post(`${boxes}/${box}/messages/raw`, { messages: [message] }),
      client.get(`${boxes}/${box}/messages/${message}`),
      client.post(`${boxes}/${box}/messages/${message}`, {}),
      client.delete(`${boxes}/${box}/messages/${message}`),
      client.get(`${boxes}/${box}/messages/${message}/raw`),
      client.put(`${boxes}/${box}/messages/${message}/raw`, undefined, upload),
      client.get(`${account}/media/${medium}`),
      client.post(`${account}/media/${medium}`, { name: 'Taken' }),
      client.delete(`${account}/media/${medium}`),
      client.get(`${account}/media/${medium}/raw`),
      client.post(`${account}/media/${medium}/raw`, undefined, upload),
    ])
  }

  it('are closed to other accounts', async () => {
    for (const reply of await requests(ours.client, theirs.account, theirs)) {
      assert.equal(reply.status, 403)
      assert.equal(reply.body['message'], 'forbidden')
    }
    for (const path of ['/vmboxes', '/vmboxes/messages', '/media', '/media/languages', '/media/prompts'])
      assert.equal((await ours.client.get(theirs.account + path)).status, 403)
  })

  it('are not found below the path of another account', async () => {
    for (const reply of await requests(ours.client, ours.account, theirs)) {
      assert.equal(reply.status, 404)
      assert.equal(reply.body['message'], 'bad_identifier')
    }
  })

  it('are not moved into boxes of other accounts', async () => {
    const { client, account, box, message } = ours
    const reply = await client.post(`${account}/vmboxes/${box}/messages/${message}`, {
      source_id: theirs.box,
    })
    assert.equal(reply.status, 404)
    assert.deepEqual(reply.data, { cause: theirs.box, message: 'bad identifier' })
  })

  it('may use the same mailbox, and are left as they were', async () => {
    const { client, account, box, message, medium } = theirs
    assert.equal(fieldsOf(await client.get(`${account}/vmboxes/${box}`))['name'], 'Box')
    const raw = await client.get(`${account}/vmboxes/${box}/messages/${message}/raw`)
    assert.equal(raw.text, 'sound of Theirs')
    assert.equal((await client.get(`${account}/media/${medium}/raw`)).text, 'sound of Theirs')
    assert.equal(entriesOf(await client.get(`${account}/vmboxes/messages`)).length, 1)
  })

  it('are open to the accounts above', async () => {
    assert.equal((await master.get(`${theirs.account}/vmboxes/${theirs.box}`)).status, 200)
    assert.equal((await master.get(`${theirs.account}/media/${theirs.medium}`)).status, 200)
  })

  it('are found below a user as well, who has to exist', async () => {
    const { client, account, box } = ours
    const reply = await client.get(`${account}/users/${client.ownerId}/vmboxes`)
    assert.deepEqual(
      entriesOf(reply).map((entry) => entry['id']),
      [box],
    )
    assert.equal((await client.get(`${account}/users/${client.ownerId}/vmboxes/${box}`)).status, 200)
    const nobody = await client.get(`${account}/users/${'0'.repeat(32)}/vmboxes`)
    assert.equal(nobody.status, 404)
    assert.deepEqual(nobody.data, { cause: '0'.repeat(32), message: 'bad identifier' })
  })

  it('of the system are read by everyone with a token and changed by superduper admins', async () => {
    assert.equal((await master.put('/v2/media', { prompt_id: 'vm-shared' })).status, 201)
    const { client } = ours
    const path = '/v2/media/en-us%2Fvm-shared'
    assert.equal((await client.get(path)).status, 200)
    assert.deepEqual((await client.get('/v2/media/prompts')).data, [{ 'vm-shared': 1 }])
    assert.deepEqual((await client.get('/v2/media/languages/en-us')).data, ['en-us/vm-shared'])
    const upload = { raw: 'x', headers: { 'content-type': 'audio/mp3' } }
    for (const reply of [
      await client.put('/v2/media', { prompt_id: 'vm-mine' }),
      await client.post(path, { name: 'Mine', prompt_id: 'vm-shared' }),
      await client.post(`${path}/raw`, undefined, upload),
      await client.delete(path),
    ]) {
      assert.equal(reply.status, 403)
      assert.equal(reply.body['message'], 'forbidden')
    }
  })
})
