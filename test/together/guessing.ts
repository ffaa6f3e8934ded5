import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { Client, userPassword } from '../harness/client.ts'
import type { Member } from './pair.ts'
import { soon, withinMs } from './soon.ts'

/** Two servers on one database, as the master account's admin sees them. */
interface Servers {
  readonly here: Client
  readonly there: Client
  /** The server of `there`. */
  readonly second: Member
}

/** How two servers count wrong passwords together. */
export function guessingTests(servers: () => Servers): void {
  it('wrong passwords tried at either count together', async () => {
    const { here, there } = servers()
    const guess = (client: Client, password: string): Promise<Client> =>
      new Client(client.url).signIn('admin', password, { account_realm: 'guessed.test' })
    for (let n = 0; n < 6; n += 1) {
      await assert.rejects(guess(n % 2 === 0 ? here : there, `wrong ${String(n)}`))
      await pause(100)
    }
    for (const each of [here, there]) await assert.rejects(guess(each, 'again'), /too_many_requests|429/)
  })

  it('wrong passwords tried at both at the same moment are no more than at one, and forgiven at both', async () => {
    const { here, there, second } = servers()
    const sub = await here.subAccount('Besieged')
    const statuses = async (passwords: readonly string[]): Promise<readonly number[]> => {
      const sent = passwords.map((password, n) => {
        const credentials = createHash('md5').update(`admin:${password}`).digest('hex')
        const client = (n % 2 === 0 ? here : there).anonymous()
        return client.put('/v2/user_auth', { credentials, account_realm: 'besieged.test' })
      })
      return (await Promise.all(sent)).map(({ status }) => status).toSorted()
    }
    const guesses = Array.from({ length: 20 }, (_, n) => `guess ${String(n)}`)
    assert.deepEqual(await statuses(guesses), [
      ...Array.from({ length: 5 }, () => 401),
      ...Array.from({ length: 15 }, () => 429),
    ])
    await pause(withinMs)
    const right = [userPassword, userPassword]
    assert.deepEqual(await statuses(right), [429, 429])
    second.running.edge.services.signIn.throttle.forgive(sub.accountId)
    await soon(async () => assert.deepEqual(await statuses(right), [201, 201]))
  })

  it('right sign-ins at both at the same moment all succeed', async () => {
    const { here, there } = servers()
    const sub = await here.subAccount('Busy')
    const names = Array.from({ length: 12 }, (_, n) => `agent${String(n)}`)
    for (const username of names) {
      const user = { first_name: 'U', last_name: 'L', username, password: userPassword }
      assert.equal((await sub.put(`/v2/accounts/${sub.accountId}/users`, user)).status, 201)
    }
    const signedIn = await Promise.all(
      names.map((name, n) =>
        (n % 2 === 0 ? here : there).anonymous().signIn(name, userPassword, { account_realm: 'busy.test' }),
      ),
    )
    assert.equal(signedIn.length, 12)
  })
}
