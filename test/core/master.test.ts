import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fieldsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()

describe('the master account', () => {
  it('is found again when the configuration loses its id, running or at the next start', async () => {
    const client = await server.masterClient()
    await client.subAccount('Younger')
    assert.equal((await client.delete('/v2/system_configs/accounts')).status, 200)
    for (
      let tries = 0;
      tries < 100 && server.running.edge.services.accounts.masterId === undefined;
      tries += 1
    )
      await new Promise((resolve) => setTimeout(resolve, 10))
    assert.equal(server.running.edge.services.accounts.masterId, client.accountId)
    await server.restart()
    const again = await server.masterClient()
    assert.equal(again.accountId, client.accountId)
    assert.equal(fieldsOf(await again.get('/v2/account'))['superduper_admin'], true)
  })
})
