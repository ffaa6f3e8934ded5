import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { isJsonObject, type Json } from '../../src/json.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import { Client } from '../harness/client.ts'
import { master } from '../harness/server.ts'
import { guessingTests } from './guessing.ts'
import { masterOf, type Pair } from './pair.ts'
import { soon, withinMs } from './soon.ts'

/** What clients see of two servers on one database, whichever way these learn of each other's changes. */
export function togetherTests(name: string, open: () => Promise<Pair>): void {
  describe(name, () => {
    let pair: Pair
    let here: Client
    let there: Client

    before(async () => {
      pair = await open()
      // Both make tokens for the first time, at the same moment.
      ;[here, there] = await Promise.all([masterOf(pair.first), masterOf(pair.second)])
    })
    after(() => pair.stop())

    /** A client of one server with the token of another. */
    const at = (url: string, client: Client): Client =>
      new Client(url, client.token, client.accountId, client.ownerId)
    const newUser = async (username: string): Promise<{ id: string; sign: () => Promise<Client> }> => {
      const user = await here.put(`/v2/accounts/${here.accountId}/users`, {
        first_name: 'U',
        last_name: 'L',
        username,
        password: 'pass word 1',
        priv_level: 'admin',
      })
      assert.equal(user.status, 201, user.text)
      return {
        id: idOf(user.data),
        sign: () => new Client(here.url).signIn(username, 'pass word 1', { account_realm: master.realm }),
      }
    }
    const own = (client: Client): string => `/v2/accounts/${client.accountId}`

    it('one of them made the first account, and tokens of each are good at the other', async () => {
      const made = [pair.first, pair.second].map(({ running }) => running.created !== undefined)
      assert.deepEqual(made.toSorted(), [false, true])
      const accounts = await here.get(`${own(here)}/descendants`)
      assert.deepEqual(accounts.data, [])
      assert.equal((await at(there.url, here).get(own(here))).status, 200)
      assert.equal((await at(here.url, there).get(own(here))).status, 200)
    })

    it('a user who is disabled at one is out at the other', async () => {
      const { id, sign } = await newUser('disabled')
      const user = at(there.url, await sign())
      assert.equal((await user.get(own(here))).status, 200)
      await here.patch(`${own(here)}/users/${id}`, { enabled: false })
      await soon(async () => assert.equal((await user.get(own(here))).status, 401))
    })

    it('a user who is deleted at one is out at the other', async () => {
      const { id, sign } = await newUser('deleted')
      const user = at(there.url, await sign())
      assert.equal((await user.get(own(here))).status, 200)
      await here.delete(`${own(here)}/users/${id}`)
      await soon(async () => assert.equal((await user.get(own(here))).status, 401))
    })

    it('a new password ends the tokens at the other', async () => {
      const { id, sign } = await newUser('renewed')
      const user = at(there.url, await sign())
      assert.equal((await user.get(own(here))).status, 200)
      await here.patch(`${own(here)}/users/${id}`, { username: 'renewed', password: 'another word 2' })
      await soon(async () => assert.equal((await user.get(own(here))).status, 401))
    })

    it('a token that is revoked at one is of no use at the other', async () => {
      const { sign } = await newUser('leaving')
      const user = await sign()
      assert.equal((await at(there.url, user).get(own(here))).status, 200)
      assert.equal((await user.delete('/v2/token_auth')).status, 200)
      await soon(async () => assert.equal((await at(there.url, user).get(own(here))).status, 401))
    })

    it('an account that is changed, moved below another or deleted at one is so at the other', async () => {
      const account = await here.put(own(here), { name: 'Told', realm: 'told.test' })
      const id = idOf(account.data)
      const path = `/v2/accounts/${id}`
      await soon(async () => assert.equal((await there.get(path)).status, 200))
      await here.patch(path, { name: 'Told again' })
      const nameThere = async (): Promise<unknown> => field((await there.get(path)).data, 'name')
      await soon(async () => assert.equal(await nameThere(), 'Told again'))
      await here.delete(path)
      await soon(async () => assert.equal((await there.get(path)).status, 404))
    })

    it('an account that is disabled at one is refused at the other', async () => {
      const sub = await here.subAccount('Closing')
      const user = at(there.url, sub)
      assert.equal((await user.get(own(sub))).status, 200)
      const { services } = pair.first.running.edge
      const account = await services.documents.find('accounts', sub.accountId)
      assert.ok(account)
      await services.documents.writeOne(
        { change: 'replace', document: account, body: account.body, hidden: { pvt_enabled: false } },
        systemAuthor,
      )
      await soon(async () => assert.notEqual((await user.get(own(sub))).status, 200))
    })

    it('tokens of an account that is deleted at one are of no use at the other', async () => {
      const sub = await here.subAccount('Leaving')
      const key = String(field((await sub.get(`${own(sub)}/api_key`)).data, 'api_key'))
      const signedIn = await sub.anonymous().put('/v2/api_auth', { api_key: key })
      const [user, byKey] = [
        at(there.url, sub),
        new Client(there.url, String(signedIn.body['auth_token']), sub.accountId),
      ]
      for (const each of [user, byKey]) assert.equal((await each.get('/v2/token_auth')).status, 200)
      await here.delete(own(sub))
      for (const each of [user, byKey])
        await soon(async () => assert.equal((await each.get('/v2/token_auth')).status, 401))
    })

    it('configuration that is changed at one holds at the other', async () => {
      const consumed = async (): Promise<unknown> => {
        const tokens = (await there.get('/v2/about')).body['tokens']
        return isJsonObject(tokens) ? tokens['consumed'] : undefined
      }
      assert.equal(await consumed(), 1)
      await here.patch('/v2/system_configs/crossbar', { default: { token_costs: 0 } })
      await soon(async () => assert.equal(await consumed(), 0))
      await here.patch('/v2/system_configs/crossbar', { default: { token_costs: null } })
      await soon(async () => assert.equal(await consumed(), 1))
    })

    it('what an account sets for itself at one is read at the other', async () => {
      const read = async (): Promise<unknown> =>
        field((await there.get(`${own(here)}/configs/fax`)).data, 'max_outbound')
      assert.notEqual(await read(), 77)
      await here.post(`${own(here)}/configs/fax`, { max_outbound: 77 })
      await soon(async () => assert.equal(await read(), 77))
    })

    it('token restrictions that are set at one hold at the other', async () => {
      const sub = await here.subAccount('Restricted')
      const user = at(there.url, sub)
      assert.equal((await user.get(`${own(sub)}/users`)).status, 200)
      await pair.first.running.edge.services.documents.writeOne(
        {
          change: 'create',
          db: sub.accountId,
          id: 'token_restrictions',
          type: 'token_restrictions',
          body: { restrictions: { _: { _: { devices: [{ rules: { '#': ['_'] } }] } } } },
        },
        systemAuthor,
      )
      await soon(async () => assert.equal((await user.get(`${own(sub)}/users`)).status, 403))
    })

    it('a module that is stopped at one answers at neither, until it is started at either', async () => {
      pair.first.running.edge.services.modules.stop('menus')
      await soon(async () => assert.equal((await there.get(`${own(here)}/menus`)).status, 404))
      pair.second.running.edge.services.modules.start('menus')
      await soon(async () => assert.equal((await here.get(`${own(here)}/menus`)).status, 200))
    })

    it('requests to either are paid from one bucket', async () => {
      const menus = `${own(here)}/menus`
      const remaining = async (client: Client): Promise<number> => {
        const tokens = (await client.anonymous().get(menus)).body['tokens']
        return Number(isJsonObject(tokens) ? tokens['remaining'] : undefined)
      }
      // Of what is taken nothing comes back.
      await here.patch('/v2/system_configs/token_buckets', { default: { tokens_fill_time: 'day' } })
      await pause(withinMs)
      const before = await remaining(there)
      for (let n = 0; n < 20; n += 1) await remaining(here)
      await pause(withinMs)
      assert.equal(await remaining(there), before - 21)
      await pause(withinMs)
      assert.equal(await remaining(here), before - 22)
      // What is left goes to whoever comes first, and at both it is the same.
      for (let n = 0; n < 60; n += 1) await Promise.all([remaining(here), remaining(there)])
      await pause(withinMs)
      assert.deepEqual([await remaining(here), await remaining(there)], [0, 0])
      await here.patch('/v2/system_configs/token_buckets', {
        default: { tokens_fill_time: 'second', tokens_fill_rate: 100 },
      })
      await pause(withinMs)
    })

    guessingTests(() => ({ here, there, second: pair.second }))

    it('a secret that is replaced at one ends all tokens at the other', async () => {
      const { sign } = await newUser('everybody')
      const user = at(there.url, await sign())
      assert.equal((await user.get(own(here))).status, 200)
      const { config } = pair.first.running.edge.services
      await config.set('auth', 'default', 'secret_for_user_signature', 'new', systemAuthor)
      await soon(async () => assert.equal((await user.get(own(here))).status, 401))
    })
  })
}

function idOf(data: Json | undefined): string {
  return String(field(data, 'id'))
}

function field(data: Json | undefined, name: string): Json | undefined {
  return isJsonObject(data) ? data[name] : undefined
}
