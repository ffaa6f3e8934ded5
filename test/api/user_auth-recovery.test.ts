import assert from 'node:assert/strict'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it, mock } from 'node:test'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import type { JsonObject } from '../../src/json.ts'
import { queuedMail } from '../../src/modules/declaration/queued-mail.ts'
import { Client } from '../harness/client.ts'
import { fieldsOf, textAt, validatorsOf } from '../harness/reply.ts'
import { TestServer, useServer } from '../harness/server.ts'

/** A mail as the mail server got it. */
interface Received {
  readonly to: string
  readonly subject: string | undefined
  readonly text: string
}

describe('recovering a password', () => {
  const mails: Received[] = []
  let refusing = false
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      done(refusing ? Object.assign(new Error('try later'), { responseCode: 451 }) : undefined)
    },
    onData: (stream, session, done) => {
      void text(stream).then((raw) => {
        const [, subject] = /^Subject: (.*)\r$/m.exec(raw) ?? []
        const to = session.envelope.rcptTo.map(({ address }) => address).join()
        mails.push({ to, subject, text: decoded(raw) })
        done()
      })
    },
  })
  let server: TestServer
  const ui_url = 'https://ui.acme.test/#/'
  let acme: Client
  let owner: Client
  let users: string
  let nobody: Client

  before(async () => {
    smtp.listen(0, '127.0.0.1')
    await once(smtp.server, 'listening')
    const { port } = smtp.server.address() as AddressInfo
    server = new TestServer({ CROSSBAR_SMTP_URL: `smtp://127.0.0.1:${String(port)}` })
    await server.start()
    owner = await server.masterClient()
    acme = await owner.subAccount('Acme')
    users = `/v2/accounts/${acme.accountId}/users`
    nobody = acme.anonymous()
  })
  after(async () => {
    await server.remove()
    await new Promise<void>((done) => {
      smtp.close(done)
    })
  })

  async function user(username: string, fields: JsonObject = {}): Promise<string> {
    const reply = await acme.put(
      users,
      {
        first_name: 'Jo',
        last_name: 'Doe',
        username,
        password: 'forgotten',
        email: `${username}@acme.test`,
        ...fields,
      },
      { envelope: { send_email_on_creation: false } },
    )
    assert.equal(reply.status, 201, reply.text)
    return `${users}/${textAt(fieldsOf(reply), 'id')}`
  }

  async function mailTo(address: string): Promise<string> {
    return (await received(address)).text
  }

  async function received(address: string): Promise<Received> {
    for (let waited = 0; waited < 10_000; waited += 50) {
      const at = mails.findIndex(({ to }) => to === address)
      const [mail] = at < 0 ? [] : mails.splice(at, 1)
      if (mail) return mail
      await pause(50)
    }
    throw new Error(`no mail to ${address}`)
  }

  function ask(username: string, data: JsonObject = {}): ReturnType<Client['put']> {
    return nobody.put('/v2/user_auth/recovery', { username, account_name: 'Acme', ui_url, ...data })
  }

  async function resetIdFor(username: string): Promise<string> {
    const reply = await ask(username)
    assert.equal(reply.status, 201, reply.text)
    const mail = await mailTo(`${username}@acme.test`)
    return /recovery=([0-9a-f]+)/.exec(mail)?.[1] ?? ''
  }

  function redeem(reset_id: string): ReturnType<Client['post']> {
    return nobody.post('/v2/user_auth/recovery', { reset_id })
  }

  it('mails a link that signs in once, and the user is to set a new password', async () => {
    const path = await user('jo')
    const asked = await ask('Jo')
    assert.equal(asked.status, 201)
    assert.equal(asked.data, 'A link to set a new password is on its way to jo@acme.test')
    assert.equal('auth_token' in asked.body, false)
    const mail = await mailTo('jo@acme.test')
    const [, link, resetId] = /(https:\/\/\S*recovery=([0-9a-f]+))/.exec(mail) ?? []
    assert.equal(link, `${ui_url}?recovery=${String(resetId)}`)
    assert.match(mail, /user jo of Acme/)
    assert.equal(resetId?.length, 132)
    assert.equal(resetId.startsWith(acme.accountId), true)
    const signedIn = await redeem(resetId)
    assert.equal(signedIn.status, 200, signedIn.text)
    assert.equal(fieldsOf(signedIn)['account_id'], acme.accountId)
    assert.equal(`${users}/${textAt(fieldsOf(signedIn), 'owner_id')}`, path)
    const client = new Client(server.url, textAt(signedIn.body, 'auth_token'))
    const read = fieldsOf(await client.get(path))
    assert.equal(read['require_password_update'], true)
    const again = await redeem(resetId)
    assert.equal(again.status, 400)
    assert.equal(again.body['message'], 'validation error')
    assert.deepEqual(again.data, {
      user: { not_found: { message: 'The link is not valid any more', cause: resetId } },
    })
  })

  it('says what the operator, a reseller or the account wants it to say', async () => {
    await user('worded', { first_name: 'Jo <"&' })
    const worded = async (): Promise<Received> => {
      assert.equal((await ask('worded')).status, 201)
      return await received('worded@acme.test')
    }
    const system = '/v2/system_configs/notify.password_recovery'
    const own = `/v2/accounts/${acme.accountId}/configs/notify.password_recovery`
    const wording = { subject: 'New one for {{user.username}}', plain: 'Of the operator: {{link}}' }
    assert.equal((await owner.patch(system, { default: wording })).status, 200)
    const byOperator = await worded()
    assert.equal(byOperator.subject, 'New one for worded')
    assert.match(
      byOperator.text,
      /^Of the operator: https:\/\/ui\.acme\.test\/#\/\?recovery=[0-9a-f]{132}\n$/,
    )

    const html =
      '<p>{{user.first_name}} of {{ account.name }}, {{company.name}}{{nothing}}: <a href="{{link}}">new</a>'
    await owner.put(`/v2/accounts/${owner.accountId}/whitelabel`, { company_name: 'Phones & Co' })
    assert.equal((await acme.post(own, { html })).status, 200)
    const byAccount = await worded()
    assert.equal(byAccount.subject, 'New one for worded')
    assert.match(byAccount.text, /\n\nOf the operator: https:/)
    assert.match(
      byAccount.text,
      /\n<p>Jo &lt;&quot;&amp; of Acme, Phones &amp; Co: <a href="https:\/\/ui\.acme\.test\/#\/\?recovery=[0-9a-f]{132}">new<\/a>\n/,
    )

    // Without the link nobody could do anything.
    await acme.post(own, { plain: 'Too bad', html: '<p>Too bad', subject: 'Sorry' })
    const useless = await worded()
    assert.equal(useless.subject, 'Sorry')
    assert.match(useless.text, /^Hello Jo <"&,\n/)
    assert.doesNotMatch(useless.text, /Too bad/)
    assert.equal((await acme.post(own, { subject: '', html: ['x'] })).status, 400)
    await acme.delete(own)
    await owner.delete(system)
    assert.match((await worded()).text, /^Hello Jo <"&,\n/)
  })

  it('is not worded by users who are no admins', async () => {
    const path = `/v2/accounts/${acme.accountId}/configs/notify.password_recovery`
    const plain = await acme.userOf(acme.accountId, 'acme.test', 'plainuser', 'user')
    assert.equal((await plain.post(path, { plain: 'https://evil.test/?{{link}}' })).status, 403)
    assert.equal((await plain.delete(path)).status, 403)
    assert.equal((await plain.get(path)).status, 200)
  })

  it('appends to the query of an address that has one', async () => {
    await user('query')
    await ask('query', { ui_url: 'https://ui.acme.test/?x=1' })
    assert.match(await mailTo('query@acme.test'), /https:\/\/ui\.acme\.test\/\?x=1&recovery=[0-9a-f]{132}\n/)
  })

  it('keeps no link where it could be read', async () => {
    await user('secret')
    const resetId = await resetIdFor('secret')
    const { store } = server.running.edge.services.documents
    const kept = await store.documents({ db: acme.accountId, limit: 1000 })
    assert.equal(JSON.stringify(kept).includes(resetId.slice(41)), false)
    const mail = { to: 'jo@acme.test', subject: 'Link', text: resetId }
    const waiting = JSON.stringify(queuedMail(server.running.edge.services, mail))
    assert.equal(waiting.includes(resetId) || waiting.includes('jo@acme.test'), false)
  })

  it('ends all links of a user with the first that is used, and with a new password', async () => {
    const path = await user('several')
    const first = await resetIdFor('several')
    const second = await resetIdFor('several')
    assert.equal((await redeem(second)).status, 200)
    assert.equal((await redeem(first)).status, 400)
    const third = await resetIdFor('several')
    await acme.patch(path, { password: 'remembered' })
    assert.equal((await redeem(third)).status, 400)
  })

  it('lets only one of two who use a link at the same time in', async () => {
    await user('racer')
    const resetId = await resetIdFor('racer')
    const both = await Promise.all([redeem(resetId), redeem(resetId)])
    assert.equal(both.filter(({ status }) => status === 200).length, 1)
  })

  it('takes a link for 24 hours', async () => {
    await user('late')
    const resetId = await resetIdFor('late')
    mock.timers.enable({ apis: ['Date'], now: Date.now() + 86_400_000 })
    const late = await redeem(resetId)
    mock.timers.reset()
    assert.equal(late.status, 400)
    assert.deepEqual(Object.keys(fieldsOf(late)), ['user'])
    assert.equal((await redeem(resetId)).status, 200)
  })

  it('does not lose the mail when the mail server is down and the server restarts', async () => {
    await user('patient')
    refusing = true
    assert.equal((await ask('patient')).status, 201)
    await pause(1500)
    await server.restart()
    refusing = false
    assert.match(await mailTo('patient@acme.test'), /recovery=/)
    nobody = new Client(server.url)
    acme = await nobody.signIn('admin', 'pass word 1', { account_realm: 'acme.test' })
  })

  it('tells what is not known', async () => {
    await user('disabled', { enabled: false })
    await user('mailless', { email: undefined })
    const cases: readonly (readonly [JsonObject, JsonObject])[] = [
      [
        { username: 'unknown' },
        { username: { not_found: { message: 'The account has no such user', cause: 'unknown' } } },
      ],
      [
        { username: 'disabled' },
        { username: { forbidden: { message: 'The user is disabled', cause: 'disabled' } } },
      ],
      [{ username: 'mailless' }, { email: { required: { message: 'The user has no mail address' } } }],
      [
        { account_name: 'Nowhere', account_realm: 'nowhere.test', phone_number: '+14158867900' },
        {
          phone_number: { not_found: { message: 'No account is known by this', cause: '+14158867900' } },
          account_realm: { not_found: { message: 'No account is known by this', cause: 'nowhere.test' } },
          account_name: { not_found: { message: 'No account is known by this', cause: 'Nowhere' } },
        },
      ],
      [
        { account_name: undefined },
        { account_name: { required: { message: 'Say which account: by its name, realm or number' } } },
      ],
      [
        { ui_url: 'javascript:alert(1)' },
        { ui_url: { invalid: { message: 'Not an http or https address', cause: 'javascript:alert(1)' } } },
      ],
    ]
    for (const [data, errors] of cases) {
      const reply = await ask('jo', data)
      assert.equal(reply.status, 400, JSON.stringify(data))
      assert.equal(reply.body['message'], 'validation error')
      assert.deepEqual(reply.data, errors)
    }
    const bare = await nobody.put('/v2/user_auth/recovery', {})
    assert.deepEqual(Object.keys(fieldsOf(bare)).toSorted(), ['ui_url', 'username'])
  })

  it('takes only what can be a reset id', async () => {
    for (const id of ['short', 'g'.repeat(132), '../'.repeat(20)]) {
      const reply = await redeem(id)
      assert.equal(reply.status, 400)
      assert.deepEqual(Object.keys(fieldsOf(reply)), ['reset_id'])
    }
    const made = `${acme.accountId}${'0'.repeat(100)}`
    assert.deepEqual(Object.keys(fieldsOf(await redeem(made))), ['user'])
    assert.equal((await nobody.post('/v2/user_auth/recovery', {})).status, 400)
  })

  it('refuses those who ask too often', async () => {
    await user('pestered')
    const statuses = []
    for (let time = 0; time < 6; time += 1) statuses.push((await ask('pestered')).status)
    assert.deepEqual(statuses, [201, 201, 201, 201, 201, 429])
  })

  it('welcomes new users with their password, unless told not to', async () => {
    const fields = {
      first_name: 'New',
      last_name: 'Comer',
      username: 'newcomer',
      password: 'Pw 4 new',
      email: 'new@acme.test',
    }
    assert.equal((await acme.put(users, fields)).status, 201)
    const mail = await mailTo('new@acme.test')
    assert.match(mail, /User name: newcomer/)
    assert.match(mail, /Password: Pw 4 new/)
    await user('unwelcome')
    await pause(1500)
    assert.deepEqual(
      mails.filter(({ to }) => to === 'unwelcome@acme.test'),
      [],
    )
  })
})

describe('recovering a password without a mail server', () => {
  const server = useServer()

  function ask(data: JsonObject): ReturnType<Client['put']> {
    return new Client(server.url).put('/v2/user_auth/recovery', {
      account_name: 'Master',
      ui_url: 'https://ui.acme.test/',
      ...data,
    })
  }

  it('is answered as ever, and the mail waits', async () => {
    const owner = await server.masterClient()
    const jo = {
      first_name: 'Jo',
      last_name: 'Doe',
      username: 'jo',
      password: 'forgotten',
      email: 'jo@acme.test',
    }
    assert.equal((await owner.put(`/v2/accounts/${owner.accountId}/users`, jo)).status, 201)
    const reply = await ask({ username: 'jo' })
    assert.equal(reply.status, 201)
    assert.equal(reply.data, 'A link to set a new password is on its way to jo@acme.test')
    const jobs = await server.running.edge.services.documents.store.jobs({ limit: 10 })
    assert.deepEqual(jobs.map(({ kind }) => kind).toSorted(), ['mail', 'password_reset_expiry'])
  })

  it('tells what is wrong with the request all the same', async () => {
    assert.deepEqual(validatorsOf(await ask({ username: 'nobody' })), { username: ['not_found'] })
    assert.deepEqual(validatorsOf(await ask({ username: 'jo', account_name: 'Nowhere' })), {
      account_name: ['not_found'],
    })
    assert.deepEqual(validatorsOf(await ask({})), { username: ['required'] })
  })
})

/** The text of a mail, without what quoted-printable does to it (RFC 2045 §6.7). */
function decoded(raw: string): string {
  const body = raw.slice(raw.indexOf('\r\n\r\n') + 4)
  return body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('\r\n', '\n')
}
