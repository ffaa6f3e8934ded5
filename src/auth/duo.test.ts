import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { duoApproves, duoRequest } from './duo.ts'

const settings = {
  integrationKey: 'DIXXXXXXXXXXXXXXXXXX',
  secretKey: 's'.repeat(40),
  applicationSecretKey: 'a'.repeat(40),
  duoExpire: 300,
  appExpire: 3600,
}
const now = 1_700_000_000

function sign(key: string, prefix: string, value: string): string {
  const cookie = `${prefix}|${Buffer.from(value).toString('base64')}`
  return `${cookie}|${createHmac('sha1', key).update(cookie).digest('hex')}`
}

const value = (user: string, key = settings.integrationKey, until = now + 300): string =>
  `${user}|${key}|${String(until)}`
const auth = (text: string): string => sign(settings.secretKey, 'AUTH', text)
const app = (text: string): string => sign(settings.applicationSecretKey, 'APP', text)

test('a request is signed twice, with the expiry of each', () => {
  assert.equal(
    duoRequest(settings, 'jo', now),
    [
      sign(settings.secretKey, 'TX', value('jo')),
      sign(settings.applicationSecretKey, 'APP', value('jo', settings.integrationKey, now + 3600)),
    ].join(':'),
  )
})

test('an approval counts for its user, until it expires', () => {
  const response = `${auth(value('jo'))}:${app(value('jo'))}`
  assert.equal(duoApproves(settings, 'jo', response, now), true)
  assert.equal(duoApproves(settings, 'jo', response, now + 300), true)
  assert.equal(duoApproves(settings, 'jo', response, now + 301), false)
  assert.equal(duoApproves(settings, 'ann', response, now), false)
})

test('anything else is refused', () => {
  const [right, ours] = [auth(value('jo')), app(value('jo'))]
  const wrong = [
    '',
    ':',
    right,
    `${right}:`,
    `${right}:${ours}:`,
    // Our own request sent back.
    duoRequest(settings, 'jo', now),
    `${sign(settings.secretKey, 'TX', value('jo'))}:${ours}`,
    // Signed by the other's key, by none, or for another integration.
    `${sign(settings.applicationSecretKey, 'AUTH', value('jo'))}:${ours}`,
    `${right}:${sign(settings.secretKey, 'APP', value('jo'))}`,
    `${right.slice(0, -1)}:${ours}`,
    `${auth(value('jo', 'DIYYYYYYYYYYYYYYYYYY'))}:${ours}`,
    // Two users.
    `${auth(value('jo'))}:${app(value('ann'))}`,
    `${auth(value('ann'))}:${app(value('jo'))}`,
    `${auth(`jo|${settings.integrationKey}|soon`)}:${ours}`,
  ]
  for (const response of wrong) assert.equal(duoApproves(settings, 'jo', response, now), false, response)
})
