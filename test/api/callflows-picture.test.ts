import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client, Reply } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const svg = { headers: { accept: 'image/svg+xml' } }

describe('picture of a callflow', () => {
  const server = useServer()
  let master: Client
  let admin: Client
  let account: string
  before(async () => {
    master = await server.masterClient()
    admin = await master.subAccount('Alpha')
    account = `/v2/accounts/${admin.accountId}`
  })

  let made = 0
  async function callflow(flow: JsonObject, more: JsonObject = {}): Promise<string> {
    const pattern = `^${String(++made)}$`
    const created = await admin.put(`${account}/callflows`, { patterns: [pattern], flow, ...more })
    return `${account}/callflows/${idOf(created)}`
  }

  /** What the picture says of each box: its title, and its classes. */
  function boxes({ text }: Reply): readonly string[] {
    return [...text.matchAll(/<g class="([^"]*)"><title>([^<]*)<\/title>/g)].map(
      ([, classes = '', title = '']) => `${title} (${classes})`,
    )
  }

  it('shows actions, their branches and the names of what they point at', async () => {
    const user = idOf(await admin.put(`${account}/users`, { first_name: 'Anna', last_name: 'Schmidt' }))
    const menu = idOf(await admin.put(`${account}/menus`, { name: 'Main <menu> & more' }))
    const url = await callflow(
      {
        module: 'menu',
        data: { id: menu },
        children: {
          1: { module: 'user', data: { id: user }, children: { _: { module: 'hangup', data: {} } } },
          timeout: { module: 'tts', data: { text: 'Goodbye' } },
        },
      },
      { name: 'Reception', numbers: ['100', '101'], patterns: [] },
    )
    const picture = await admin.get(url, svg)
    assert.equal(picture.status, 200)
    assert.equal(picture.headers.get('content-type'), 'image/svg+xml')
    assert.equal(
      picture.headers.get('content-security-policy'),
      "default-src 'none'; style-src 'unsafe-inline'",
    )
    assert.deepEqual(boxes(picture), [
      '100, 101 (entry)',
      'menu: Main &lt;menu&gt; &amp; more (asks)',
      'user: Anna Schmidt (rings)',
      'hangup (ends)',
      'tts: Goodbye (plays)',
    ])
    assert.match(picture.text, /<text class="branch"[^>]*>1<\/text>/)
    assert.match(picture.text, /<text class="branch"[^>]*>timeout<\/text>/)
  })

  it('marks what points at nothing, and nothing else', async () => {
    const gone = '00ffeeddccbbaa998877665544332211'
    const url = await callflow({
      module: 'device',
      data: { id: gone },
      children: { _: { module: 'play', data: { id: '/system_media/vm-goodbye' } } },
    })
    assert.deepEqual(boxes(await admin.get(url, svg)), [
      '^2$ (entry)',
      `device: missing: ${gone} (rings dangling)`,
      'play: /system_media/vm-goodbye (plays)',
    ])
  })

  it('names the temporal rules that lead on', async () => {
    const rule = idOf(
      await admin.put(`${account}/temporal_rules`, {
        name: 'Holidays',
        cycle: 'yearly',
        month: 12,
        days: [25],
      }),
    )
    const url = await callflow({
      module: 'temporal_route',
      data: { rules: [rule] },
      children: { [rule]: { module: 'hangup', data: {} }, _: { module: 'answer', data: {} } },
    })
    const picture = await admin.get(url, svg)
    assert.match(picture.text, /<text class="branch"[^>]*>Holidays<\/text>/)
  })

  it('is well-formed whatever the names are', async () => {
    const url = await callflow(
      { module: 'tts', data: { text: '"</text>\u0000\u001b\ud800&#\'' } },
      { name: '<script>alert(1)</script>' },
    )
    const picture = await admin.get(url, svg)
    assert.equal(picture.status, 200)
    assert.ok(!picture.text.includes('<script') && !picture.text.includes('\u001b'))
    assert.match(picture.text, /<title>tts: &quot;&lt;\/text&gt;\ufffd\ufffd\ufffd&amp;#'<\/title>/)
  })

  it('draws a thousand actions of a larger flow and says how many are missing', async () => {
    const branches = Array.from({ length: 1_002 }, (_, index) => [
      `${String(index)}#`,
      { module: 'hangup', data: {} },
    ])
    const flow = { module: 'menu', data: {}, children: Object.fromEntries(branches) as JsonObject }
    const picture = await admin.get(await callflow(flow), svg)
    assert.equal(boxes(picture).length, 1_001)
    assert.match(picture.text, />3 more actions are not drawn</)
  })

  it('is JSON for clients that do not ask for a picture', async () => {
    const url = await callflow({ module: 'hangup', data: {} })
    const reply = await admin.get(url, { headers: { accept: '*/*' } })
    assert.equal(reply.headers.get('content-type'), 'application/json')
    const picture = await admin.get(`${url}?accept=image/svg%2Bxml`)
    assert.equal(picture.headers.get('content-type'), 'image/svg+xml')
  })

  it('is not there for a missing callflow, nor for another tenant', async () => {
    const missing = await admin.get(`${account}/callflows/00112233445566778899aabbccddeeff`, svg)
    assert.equal(missing.status, 404)
    const other = await master.subAccount('Beta')
    const refused = await other.get(await callflow({ module: 'hangup', data: {} }), svg)
    assert.equal(refused.status, 403)
  })
})
