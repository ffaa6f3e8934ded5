import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '../json.ts'
import { clientIp } from './client-ip.ts'

/** The address of a client whose request came from `peer`. */
function from(peer: string, forwarded: string | undefined, configured: JsonObject = {}): string {
  const request = {
    socket: { remoteAddress: peer },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }
  const values = new Map<string, Json | undefined>(Object.entries(configured))
  return clientIp(request, { value: (_category, key) => values.get(key) })
}

const proxies = { reverse_proxies: ['10.0.0.1', '10.1.0.0/16', '2001:db8:1::/48'] }

test('without a proxy it is the peer, whatever the client writes', () => {
  assert.equal(from('192.0.2.1', undefined), '192.0.2.1')
  assert.equal(from('192.0.2.1', '203.0.113.7'), '192.0.2.1')
  assert.equal(from('::ffff:192.0.2.1', '203.0.113.7'), '192.0.2.1')
  assert.equal(from('127.0.0.1', '203.0.113.7', { reverse_proxies: [] }), '127.0.0.1')
})

test('a proxy on this machine is believed unless others are named', () => {
  assert.equal(from('127.0.0.1', '203.0.113.7'), '203.0.113.7')
  assert.equal(from('::ffff:127.0.0.1', '203.0.113.7'), '203.0.113.7')
  assert.equal(from('127.0.0.1', undefined), '127.0.0.1')
  assert.equal(from('127.0.0.1', ''), '127.0.0.1')
  assert.equal(from('127.0.0.1', '203.0.113.7', proxies), '127.0.0.1')
})

test('what the client wrote before the proxy added to it does not count', () => {
  assert.equal(from('10.0.0.1', '1.1.1.1, 203.0.113.7', proxies), '203.0.113.7')
  assert.equal(from('10.0.0.1', '1.1.1.1,2.2.2.2 ,  203.0.113.7', proxies), '203.0.113.7')
  assert.equal(from('10.0.0.1', `${'1.1.1.1, '.repeat(1000)}203.0.113.7`, proxies), '203.0.113.7')
  assert.equal(from('10.0.0.1', '10.1.2.3, 203.0.113.7', proxies), '203.0.113.7')
})

test('proxies behind proxies are passed over', () => {
  assert.equal(from('10.0.0.1', '1.1.1.1, 203.0.113.7, 10.1.2.3', proxies), '203.0.113.7')
  assert.equal(from('2001:db8:1::9', '2001:DB8:2::7, 2001:db8:1::1, 10.1.0.1', proxies), '2001:db8:2::7')
  assert.equal(from('10.0.0.1', '203.0.113.7, ::ffff:10.1.2.3', proxies), '203.0.113.7')
})

test('where all are proxies, the first of them is the client', () => {
  assert.equal(from('10.0.0.1', '10.1.2.3, 10.1.2.4', proxies), '10.1.2.3')
  assert.equal(from('127.0.0.1', '127.0.0.1'), '127.0.0.1')
})

test('what is no address does not become one: the nearest proxy is the client', () => {
  for (const nonsense of [
    'nonsense',
    'unknown',
    '203.0.113.7.',
    '203.0.113.700',
    ',',
    '203.0.113.7 x',
    'fe80::1%eth0',
  ])
    assert.equal(from('10.0.0.1', nonsense, proxies), '10.0.0.1', nonsense)
  assert.equal(from('10.0.0.1', '203.0.113.7, nonsense', proxies), '10.0.0.1')
  assert.equal(from('10.0.0.1', '203.0.113.7, nonsense, 10.1.2.3', proxies), '10.1.2.3')
})

test('ports are left out', () => {
  assert.equal(from('10.0.0.1', '203.0.113.7:40000', proxies), '203.0.113.7')
  assert.equal(from('10.0.0.1', '[2001:db8:2::7]:40000', proxies), '2001:db8:2::7')
  assert.equal(from('10.0.0.1', '[2001:db8:2::7]', proxies), '2001:db8:2::7')
})

test('without the check every peer is believed', () => {
  const unchecked = { check_reverse_proxies: false, reverse_proxies: ['10.0.0.1'] }
  assert.equal(from('192.0.2.1', '203.0.113.7', unchecked), '203.0.113.7')
  assert.equal(from('192.0.2.1', '1.1.1.1, 203.0.113.7, 10.0.0.1', unchecked), '203.0.113.7')
})
