import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultEnvironment } from '../environment.ts'
import { Validator } from '../validator.ts'
import { isClientUrl } from './client-urls.ts'

const { urlBlacklist } = defaultEnvironment

test('addresses clients may give', () => {
  for (const url of [
    'http://example.com/hook?a=b',
    'https://user:secret@example.com:8443/',
    'HTTPS://EXAMPLE.COM',
    'http://203.0.113.9/',
    'http://127.0.0.2/',
    'http://[2001:db8::1]/',
    'http://localhost.example.com/',
  ])
    assert.ok(isClientUrl(url, urlBlacklist), url)
})

test('addresses clients may not give', () => {
  for (const url of [
    'ftp://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'example.com',
    '',
    'http://',
    'http://localhost/',
    'http://LOCALHOST:8000/',
    'http://localhost./',
    'http://user@localhost/',
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f000001/',
    'http://2130706433/',
    'http://0.0.0.0/',
    'http://[::ffff:127.0.0.1]/',
  ])
    assert.ok(!isClientUrl(url, urlBlacklist), url)
})

test('networks and hosts are those of the configuration', () => {
  const own = {
    hosts: ['Intranet'],
    cidrs: ['10.0.0.0/8', 'fd00::/8', '192.0.2.7', 'no network', '1.2.3.4/99'],
  }
  for (const url of ['http://intranet/', 'http://10.9.8.7/', 'http://[fd12::1]/', 'http://192.0.2.7/'])
    assert.ok(!isClientUrl(url, own), url)
  for (const url of ['http://localhost/', 'http://11.0.0.1/', 'http://192.0.2.8/', 'http://1.2.3.4/'])
    assert.ok(isClientUrl(url, own), url)
})

const fields: readonly (readonly [schema: string, data: object, path: string])[] = [
  ['webhooks', { name: 'w', hook: 'channel_create', uri: 'http://localhost/' }, 'uri'],
  ['callflows.webhook', { uri: 'http://localhost/' }, 'uri'],
  ['callflows.pivot', { voice_url: 'http://localhost/' }, 'voice_url'],
  ['callflows.record_call', { url: 'http://localhost/' }, 'url'],
  ['callflows.record_caller', { url: 'http://localhost/' }, 'url'],
  ['metaflows.pivot', { voice_url: 'http://localhost/' }, 'voice_url'],
  ['metaflows.record_call', { action: 'start', url: 'http://localhost/' }, 'url'],
  ['call_recording.parameters', { url: 'http://localhost/' }, 'url'],
  [
    'faxbox',
    { name: 'f', notifications: { inbound: { callback: { url: 'http://localhost/' } } } },
    'notifications.inbound.callback.url',
  ],
  [
    'faxbox',
    { name: 'f', notifications: { outbound: { callback: { url: 'http://localhost/' } } } },
    'notifications.outbound.callback.url',
  ],
  ['storage.attachment.http', { handler: 'http', settings: { url: 'http://localhost/' } }, 'settings.url'],
]

for (const [schema, data, path] of fields)
  test(`${schema}: ${path}`, async () => {
    const checked = await new Validator().check(schema, { ...data })
    assert.ok('errors' in checked)
    assert.deepEqual(checked.errors, {
      [path]: {
        error: {
          message: 'must be an http or https address of an allowed host',
          value: 'http://localhost/',
        },
      },
    })
  })
