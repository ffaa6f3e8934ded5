import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, it } from 'node:test'
import { totpCode } from '../../src/auth/totp.ts'
import { systemAuthor } from '../../src/documents/author.ts'
import type { JsonObject } from '../../src/json.ts'
import { isJsonObject, valueAt } from '../../src/json.ts'
import { planReset } from '../../src/modules/user_auth/reset-documents.ts'
import { Client, type Reply } from '../harness/client.ts'
import { configure } from '../harness/config.ts'
import { approve } from '../harness/duo.ts'
import { entriesOf, fieldsOf, idOf, textAt, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

let owner: Client
let nobody: Client

const server = useServer({}, async () => {
  await configure(server, 'token_buckets', { crossbar: { max_bucket_tokens: 1_000_000 } })
  owner = await server.masterClient()
  nobody = owner.anonymous()
})

const secretKey = 's'.repeat(40)
const integrationKey = 'DIXXXXXXXXXXXXXXXXXX'
const duo = {
  name: 'Duo',
  enabled: true,
  provider_name: 'duo',
  settings: {
    integration_key: integrationKey,
    secret_key: secretKey,
    application_secret_key: 'a'.repeat(40),
    api_hostname: 'api-x.duo.test',
  },
}
const totp = { name: 'Codes', enabled: true, provider_name: 'totp', settings: { issuer: 'Acme' } }

/** An account whose users sign in with a second factor, and how they do. */
async function accountWith(name: string, provider: JsonObject, more: JsonObject = {}): Promise<Secured> {
  const admin = await owner.subAccount(name)
  const account = `/v2/accounts/${admin.accountId}`
  const configuration_id = idOf(await admin.put(`${account}/multi_factor`, provider))
  const multi_factor = { enabled: true, account_id: admin.accountId, configuration_id, ...more }
  const set = await admin.post(`${account}/security`, { auth_modules: { cb_user_auth: { multi_factor } } })
  assert.equal(set.status, 200, set.text)
  const realm = `${name.toLowerCase()}.test`
  const credentials = createHash('md5').update('admin:pass word 1').digest('hex')
  return {
    admin,
    account,
    provider: `${account}/multi_factor/${configuration_id}`,
    login: (response) =>
      nobody.put('/v2/user_auth', {
        credentials,
        account_realm: realm,
        ...(response !== undefined && { multi_factor_response: response }),
      }),
  }
}

interface Secured {
  readonly admin: Client
  readonly account: string
  readonly provider: string
  readonly login: (response?: string) => Promise<Reply>
}

function challengeIn(reply: Reply): JsonObject {
  assert.equal(reply.status, 401, reply.text)
  assert.equal(reply.body['message'], 'invalid_credentials')
  assert.equal(reply.body['auth_token'], undefined)
  const request = fieldsOf(reply)['multi_factor_request']
  const settings = isJsonObject(request) ? request['settings'] : undefined
  assert.ok(isJsonObject(settings), reply.text)
  return settings
}

function refused(reply: Reply): void {
  assert.equal(reply.status, 401, reply.text)
  assert.deepEqual(reply.data, { message: 'invalid credentials' })
  assert.equal(reply.body['auth_token'], undefined)
}

/** The code of the step of time that is `away` steps from now. */
function codeOf(secret: string, away = 0): string {
  return totpCode({ secret, digits: 6, period: 30 }, Math.floor(Date.now() / 30_000) + away)
}

describe('Duo', () => {
  it('is asked in the browser, and its approval lets in once', async () => {
    const { login, admin, account } = await accountWith('Duoed', duo)
    const asked = await login()
    const settings = challengeIn(asked)
    assert.deepEqual(Object.keys(settings), ['duo_sig_request', 'duo_api_hostname'])
    assert.equal(settings['duo_api_hostname'], 'api-x.duo.test')
    assert.equal(valueAt(asked.data, ['message']), 'second factor required')
    assert.equal(valueAt(asked.data, ['multi_factor_request', 'provider_name']), 'duo')
    const response = approve(textAt(settings, 'duo_sig_request'), { secretKey, integrationKey })
    const signedIn = await login(response)
    assert.equal(signedIn.status, 201, signedIn.text)
    const token = new Client(server.url, String(signedIn.body['auth_token']))
    assert.equal(fieldsOf(await token.get('/v2/token_auth'))['mfa_resp'], response)
    refused(await login(response))
    const attempts = entriesOf(await admin.get(`${account}/multi_factor/attempts`))
    assert.deepEqual(
      attempts.map(({ auth_type, status, auth_module }) => [auth_type, auth_module, status]),
      [
        ['multi_factor', 'cb_user_auth', 'failed'],
        ['multi_factor', 'cb_user_auth', 'success'],
      ],
    )
    const one = await admin.get(`${account}/multi_factor/attempts/${textAt(attempts[0] ?? {}, 'id')}`)
    assert.equal(fieldsOf(one)['message'], 'the second factor is not right')
  })

  it('does not let in with what it did not approve, or not this user, or not in time', async () => {
    const { login, admin, account } = await accountWith('Duowrong', duo)
    const request = textAt(challengeIn(await login()), 'duo_sig_request')
    refused(await login(request))
    refused(await login(approve(request, { secretKey, integrationKey, lifetime: -1 })))
    refused(await login(approve(request, { secretKey, integrationKey }).replace('AUTH|', 'AUTH|A')))
    const other = await admin.put(`${account}/users`, {
      first_name: 'Other',
      last_name: 'User',
      username: 'other',
      password: 'pass word 1',
    })
    assert.equal(other.status, 201)
    const credentials = createHash('md5').update('other:pass word 1').digest('hex')
    const asOther = { credentials, account_realm: 'duowrong.test' }
    const theirs = challengeIn(await nobody.put('/v2/user_auth', asOther))
    refused(await login(approve(textAt(theirs, 'duo_sig_request'), { secretKey, integrationKey })))
  })

  it('that is disabled, not set up or gone lets nobody in, unless the operator wants it so', async () => {
    const { login, admin, provider } = await accountWith('Duoless', duo)
    await admin.patch(provider, { enabled: false })
    refused(await login())
    await admin.patch(provider, { enabled: true, settings: { integration_key: 'short' } })
    refused(await login())
    await admin.delete(provider)
    refused(await login())
    await configure(server, 'crossbar.auth', { multi_factor_fail_open: true })
    const opened = await login()
    await configure(server, 'crossbar.auth', {})
    assert.equal(opened.status, 201, opened.text)
    refused(await login())
  })
})

describe('time-based codes', () => {
  it('are set up with the first sign-in, and asked for from then on', async () => {
    const { login, admin, account } = await accountWith('Coded', totp)
    const first = challengeIn(await login())
    const secret = textAt(first, 'totp_secret')
    assert.deepEqual(first, {
      totp_enrolled: false,
      totp_secret: secret,
      totp_uri: `otpauth://totp/Acme:admin?secret=${secret}&issuer=Acme&algorithm=SHA1&digits=6&period=30`,
      totp_digits: 6,
      totp_period: 30,
    })
    refused(await login('000000'))
    const enrolled = await login(codeOf(secret))
    assert.equal(enrolled.status, 201, enrolled.text)
    const codes = valueAt(enrolled.data, ['multi_factor', 'recovery_codes'])
    assert.ok(Array.isArray(codes) && codes.length === 10)
    assert.deepEqual(challengeIn(await login()), { totp_enrolled: true, totp_digits: 6, totp_period: 30 })
    // The code that was used is refused; that of the next step is not.
    refused(await login(codeOf(secret)))
    const next = await login(codeOf(secret, 1))
    assert.equal(next.status, 201, next.text)
    assert.equal(fieldsOf(next)['multi_factor'], undefined)
    refused(await login(codeOf(secret, 1)))
    // A recovery code works once.
    assert.equal((await login(String(codes[0]).toLowerCase())).status, 201)
    refused(await login(String(codes[0])))
    const enrolment = `${account}/users/${admin.ownerId}/multi_factor/enrolment`
    assert.deepEqual((await admin.get(enrolment)).data, { enrolled: true, recovery_codes_left: 9 })
  })

  it('give no secret twice: what is confirmed was shown last', async () => {
    const { login } = await accountWith('Twice', totp)
    const first = textAt(challengeIn(await login()), 'totp_secret')
    const second = textAt(challengeIn(await login()), 'totp_secret')
    assert.notEqual(first, second)
    refused(await login(codeOf(first)))
    assert.equal((await login(codeOf(second))).status, 201)
  })

  it('may be one step late or early, not two', async () => {
    const { login } = await accountWith('Skewed', totp)
    const secret = textAt(challengeIn(await login()), 'totp_secret')
    refused(await login(codeOf(secret, -3)))
    refused(await login(codeOf(secret, 3)))
    assert.equal((await login(codeOf(secret, -1))).status, 201)
  })

  it('are not guessed: five wrong ones lock the user out, with the right one too', async () => {
    const { login } = await accountWith('Guessed', totp)
    const secret = textAt(challengeIn(await login()), 'totp_secret')
    for (const code of ['000001', '000002', '000003', '000004', '000005']) refused(await login(code))
    refused(await login(codeOf(secret)))
  })

  it('of two that bring the same code at once, one is refused', async () => {
    const { login } = await accountWith('Raced', totp)
    const secret = textAt(challengeIn(await login()), 'totp_secret')
    const replies = await Promise.all([login(codeOf(secret)), login(codeOf(secret))])
    assert.deepEqual(replies.map(({ status }) => status).toSorted(), [201, 401])
  })

  it('are not given at sign-in where the provider is closed', async () => {
    const closed = { ...totp, settings: { enrolment: 'closed' } }
    const { login, admin, account } = await accountWith('Closed', closed)
    refused(await login())
    // With a token from before, users can set themselves up.
    const enrolment = `${account}/multi_factor/enrolment`
    const started = await admin.put(enrolment)
    assert.equal(started.status, 201, started.text)
    const secret = textAt(fieldsOf(started), 'totp_secret')
    assert.deepEqual(validatorsOf(await admin.post(enrolment, {})), { code: ['required'] })
    assert.deepEqual(validatorsOf(await admin.post(enrolment, { code: '123' })), { code: ['invalid'] })
    const confirmed = await admin.post(enrolment, { code: codeOf(secret) })
    assert.equal(confirmed.status, 200, confirmed.text)
    assert.equal((fieldsOf(confirmed)['recovery_codes'] as string[]).length, 10)
    assert.equal((await login(codeOf(secret, 1))).status, 201)
  })

  it('are renewed and ended with a code; an admin lets others start anew', async () => {
    const { login, admin, account } = await accountWith('Renewed', totp)
    const secret = textAt(challengeIn(await login()), 'totp_secret')
    const enrolled = await login(codeOf(secret))
    const [code = ''] = valueAt(enrolled.data, ['multi_factor', 'recovery_codes']) as string[]
    const own = `${account}/multi_factor/enrolment`
    assert.deepEqual(validatorsOf(await admin.put(own, {})), { code: ['required'] })
    assert.deepEqual(validatorsOf(await admin.put(own, { code: '1' })), { code: ['invalid'] })
    const renewed = await admin.put(own, { code })
    assert.equal(renewed.status, 201, renewed.text)
    // Until the new secret is confirmed, the old one counts.
    assert.equal((await login(codeOf(secret, 1))).status, 201)
    const fresh = textAt(fieldsOf(renewed), 'totp_secret')
    assert.equal((await admin.post(own, { code: codeOf(fresh) })).status, 200)
    refused(await login(codeOf(secret, 2)))
    assert.deepEqual(validatorsOf(await admin.delete(own, {})), { code: ['required'] })
    const ended = await admin.delete(own, { code: codeOf(fresh, 1) })
    assert.deepEqual([ended.status, ended.data], [200, { enrolled: false }])
    assert.equal((await admin.delete(own)).status, 404)
  })

  it('of others are ended by admins, and given by nobody', async () => {
    const { admin, account } = await accountWith('Others', totp)
    await admin.delete(`${account}/security`)
    const plain = await admin.userOf(admin.accountId, 'others.test', 'plain', 'user')
    const theirs = `${account}/users/${plain.ownerId}/multi_factor/enrolment`
    assert.equal((await admin.put(theirs)).status, 403)
    const secret = textAt(fieldsOf(await plain.put(theirs)), 'totp_secret')
    assert.equal((await plain.post(theirs, { code: codeOf(secret) })).status, 200)
    const admins = `${account}/users/${admin.ownerId}/multi_factor/enrolment`
    for (const verb of ['PUT', 'POST', 'DELETE'])
      assert.equal((await plain.request(verb, admins, {}, {})).status, 403, verb)
    assert.equal((await admin.delete(theirs)).status, 200)
    assert.deepEqual((await plain.get(theirs)).data, { enrolled: false })
    const missing = `${account}/users/${'0'.repeat(32)}/multi_factor/enrolment`
    assert.equal((await admin.get(missing)).status, 404)
    // Who impersonates a user does not get the user's second factor.
    const as = await owner.put(`${account}/users/${plain.ownerId}/user_auth`, { action: 'impersonate_user' })
    assert.equal(as.status, 201, as.text)
    assert.equal((await new Client(server.url, String(as.body['auth_token'])).put(theirs)).status, 403)
  })
})

describe('a configuration of second factors', () => {
  it('of an account above counts below it where it says so', async () => {
    const { admin, account, provider } = await accountWith('Above', totp)
    await admin.delete(`${account}/security`)
    const below = await admin.subAccount('Below')
    const configuration_id = provider.split('/').at(-1) ?? ''
    const set = async (include_subaccounts: boolean): Promise<void> => {
      const multi_factor = {
        enabled: true,
        account_id: admin.accountId,
        configuration_id,
        include_subaccounts,
      }
      await admin.post(`${account}/security`, { auth_modules: { cb_user_auth: { multi_factor } } })
    }
    const credentials = createHash('md5').update('admin:pass word 1').digest('hex')
    const login = (): Promise<Reply> =>
      nobody.put('/v2/user_auth', { credentials, account_realm: 'below.test' })
    await set(false)
    assert.equal((await login()).status, 201)
    await set(true)
    challengeIn(await login())
    assert.equal((await below.get('/v2/token_auth')).status, 200)
  })

  it('counts for links to set a new password too, which are not used up by asking', async () => {
    const { admin } = await accountWith('Forgot', totp)
    const { services } = server.running.edge
    const user = await services.documents.find(admin.accountId, admin.ownerId)
    assert.ok(user)
    const { resetId, changes } = planReset(services, user)
    await services.documents.write(changes, systemAuthor)
    const redeem = (multi_factor_response?: string): Promise<Reply> =>
      nobody.post('/v2/user_auth/recovery', {
        reset_id: resetId,
        ...(multi_factor_response !== undefined && { multi_factor_response }),
      })
    const secret = textAt(challengeIn(await redeem()), 'totp_secret')
    refused(await redeem('000000'))
    const redeemed = await redeem(codeOf(secret))
    assert.equal(redeemed.status, 200, redeemed.text)
    assert.equal(typeof redeemed.body['auth_token'], 'string')
    assert.equal((await redeem(codeOf(secret, 1))).status, 400)
  })

  it('keeps out API keys, which have no user to ask', async () => {
    const { admin, account } = await accountWith('Keyed', totp)
    const key = String(fieldsOf(await admin.get(`${account}/api_key`))['api_key'])
    assert.equal((await nobody.put('/v2/api_auth', { api_key: key })).status, 201)
    const multi_factor = { enabled: true }
    await admin.patch(`${account}/security`, { auth_modules: { cb_api_auth: { multi_factor } } })
    refused(await nobody.put('/v2/api_auth', { api_key: key }))
  })
})
