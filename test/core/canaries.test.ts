import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { after, before, describe, it } from 'node:test'
import pino from 'pino'
import { consumedKinds } from '../../src/events/consumed-kinds.ts'
import { modules } from '../../src/modules/index.ts'
import type { Client } from '../harness/client.ts'
import { TestServer } from '../harness/server.ts'
import { everyDocument, plant, WatchedClient, type Canary, type Seen } from '../permissions/canaries.ts'
import { casesOf } from '../permissions/cases.ts'
import { fewAtATime, World } from '../permissions/requests.ts'
import type { Caller } from '../permissions/table.ts'

const item = '[0-9a-f]{32}'
const account = `/v2/accounts/${item}`

/**
 * What clients are meant to read back, and where: those of an account's telephones, as with the original, in the
 * document itself and not in a listing, but for conferences, whose `member` is listed; what can only be shown once, in that answer.
 */
const readable: Readonly<Record<string, RegExp>> = {
  'SIP password of a device': new RegExp(`^(PUT ${account}/devices$|[A-Z]+ ${account}/devices/${item})`),
  'hot-desking PIN of a user': new RegExp(`^(PUT ${account}/users$|[A-Z]+ ${account}/users/${item})`),
  'PIN of a voicemail box': new RegExp(`^(PUT ${account}/vmboxes$|[A-Z]+ ${account}/vmboxes/${item})`),
  'PIN for recording in a menu': new RegExp(`^(PUT ${account}/menus$|[A-Z]+ ${account}/menus/${item})`),
  'PIN of a conference': new RegExp(
    `^(PUT ${account}/conferences$|[A-Z]+ ${account}/conferences[?/]|GET ${account}/conferences$)`,
  ),
  'PIN in a callflow': new RegExp(`^(PUT ${account}/callflows$|[A-Z]+ ${account}/callflows/${item})`),
  'password of a trunk': new RegExp(`^(PUT ${account}/connectivity$|[A-Z]+ ${account}/connectivity/${item})`),
  'secret of one-time codes': new RegExp(`^PUT ${account}/multi_factor/enrolment$`),
  'API key': new RegExp(`^GET ${account}(/api_key(\\?|$)|\\?.*include_api_key=true)`),
  'password of the mail server': /^[A-Z]+ \/v2\/system_configs\/smtp_client/,
}

const readers: readonly Caller[] = ['nobody', 'user', 'admin', 'superduper']

// Events are made of all changes, though nobody takes them here.
for (const action of ['created', 'edited', 'deleted']) (consumedKinds as Set<string>).add(`doc_${action}`)

describe('canary secrets', () => {
  let logged = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      logged += chunk.toString()
      done()
    },
  })
  const server = new TestServer({}, pino({ level: 'trace' }, sink))
  const seen: Seen[] = []
  /** Events and jobs, as they were written. */
  const told: string[] = []
  let world: World
  let canaries: readonly Canary[]
  const watched = (who: Caller): Client => new WatchedClient(world.tenants[who], who, seen)

  before(async () => {
    await server.start()
    const { store } = server.running.edge.services.documents
    const commit = store.commit.bind(store)
    store.commit = (steps) => {
      for (const step of steps)
        if (step.do === 'publish' || step.do === 'enqueue') told.push(JSON.stringify(step))
      return commit(steps)
    }
    world = await World.create(server)
    canaries = await plant(server, world, watched('admin'))
  })
  after(() => server.remove())

  it('are in no answer but where clients are meant to read them', async () => {
    const cases = modules
      .flatMap(casesOf)
      .filter(({ ids }) => !ids.startsWith('foreign') && ids !== 'missing')
    const secret = canaries.find(({ name }) => name === 'pvt_signature_secret of a user')?.text ?? ''
    const queries = [
      '',
      '?paginate=false&full_docs=true&include_docs=true&fields=pvt_api_key,pvt_signature_secret,sip',
      '?has_key=pvt_signature_secret',
      '?include_api_key=true&filter_pvt_md5_auth=x&start_key=a&format=json',
      `?filter_pvt_signature_secret=${encodeURIComponent(secret)}`,
      // As CSV.
      '?accept=csv',
    ]
    await fewAtATime(
      cases.filter(({ verb }) => verb === 'GET'),
      async (each) => {
        for (const who of readers)
          for (const query of queries)
            await watched(who).get(world.path(each, who) + query, {
              headers: query === '?accept=csv' || each.binary ? { accept: 'text/csv, */*;q=0.5' } : {},
            })
      },
    )
    await changesOf(watched('admin'))
    assert.ok(seen.length > 2_000)
    assert.deepEqual(leaks(seen, canaries), [])
    // They were there to be found.
    for (const name of Object.keys(readable)) {
      const text = canaries.find((each) => each.name === name)?.text ?? ''
      assert.ok(
        seen.some((each) => each.text.includes(text)),
        `${name} is shown nowhere`,
      )
    }
  })

  it('are in no event, job or line of the log', () => {
    const texts = [...told, logged]
    assert.ok(told.length > 50)
    assert.ok(logged.split('\n').length > 2_000)
    const found = canaries.filter(({ text }) => texts.some((each) => each.includes(text)))
    assert.deepEqual(
      found.map(({ name }) => name),
      [],
    )
  })

  it('are not kept in the clear where nothing has to read them', async () => {
    const inTheClear = (await everyDocument(server.running.edge.services.documents))
      .map(({ body, hidden }) => body + hidden)
      .join('\n')
    const found = canaries.filter(
      ({ name, text }) =>
        /^(new )?password of a user|digest|second factor|one-time|API key|OAuth|private key/.test(name) &&
        inTheClear.includes(text),
    )
    assert.deepEqual(
      found.map(({ name }) => name),
      [],
    )
  })

  /** Changes whose answers show what they were given, and some that are refused. */
  async function changesOf(client: Client): Promise<void> {
    const users = `/v2/accounts/${client.accountId}/users`
    const wrong = { first_name: 7, username: 'canary', password: canaries[0]?.text ?? '' }
    await client.put(users, wrong)
    await client.put('/v2/user_auth', { credentials: 'canary', method: 'md5' })
    await client.put(`/v2/accounts/${client.accountId}/multi_factor`, { settings: 'canary' })
    await client.get(`/v2/accounts/${client.accountId}/search?t=user&q=name&v=canary`)
    await client.get('/v2/search?t=account&q=name&v=own')
    await watched('superduper').get('/v2/system_configs/smtp_client')
    for (const category of ['smtp_client', 'auth', 'speech'])
      await client.get(`/v2/accounts/${client.accountId}/configs/${category}`)
  }
})

function leaks(seen: readonly Seen[], canaries: readonly Canary[]): readonly string[] {
  const found = new Set<string>()
  for (const { who, request, text } of seen)
    for (const canary of canaries) {
      if (!text.includes(canary.text)) continue
      // Every answer tells the token it was asked with.
      const isOwn = canary.name === `token of ${who}`
      if (!isOwn && readable[canary.name]?.test(request) !== true)
        found.add(`${canary.name}: ${who}, ${request.slice(0, 140)}`)
    }
  return [...found]
}
