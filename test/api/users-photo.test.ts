import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Client } from '../harness/client.ts'
import { fieldsOf, idOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

describe('photos and cards of users', () => {
  const server = useServer()
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])
  let acme: Client
  let users: string

  before(async () => {
    acme = await (await server.masterClient()).subAccount('Acme')
    users = `/v2/accounts/${acme.accountId}/users`
  })

  async function user(fields = {}): Promise<string> {
    return `${users}/${idOf(await acme.put(users, { first_name: 'Jo', last_name: 'Doe', ...fields }))}`
  }

  it('sets, gives, replaces and removes a photo', async () => {
    const path = await user()
    const missing = await acme.get(`${path}/photo`)
    assert.equal(missing.status, 404)
    assert.deepEqual(missing.data, { message: 'bad identifier', cause: 'photo' })
    const set = await acme.post(`${path}/photo`, undefined, {
      raw: picture,
      headers: { 'content-type': 'image/jpeg' },
    })
    assert.equal(set.status, 200, set.text)
    assert.equal(fieldsOf(set)['first_name'], 'Jo')
    const given = await acme.get(`${path}/photo`)
    assert.equal(given.status, 200)
    assert.equal(given.headers.get('content-type'), 'image/jpeg')
    assert.equal(given.headers.get('content-disposition'), 'attachment; filename=photo')
    assert.deepEqual(given.bytes, picture)
    assert.equal(
      (await acme.get(`${path}/photo`, { headers: { accept: 'application/octet-stream' } })).status,
      200,
    )
    assert.equal((await acme.get(`${path}/photo`, { headers: { accept: 'image/png' } })).status, 406)
    const other = await acme.post(`${path}/photo`, undefined, {
      raw: Buffer.from('GIF').toString('base64'),
      headers: { 'content-type': 'application/base64' },
    })
    assert.equal(other.status, 200, other.text)
    assert.equal((await acme.get(`${path}/photo`)).text, 'GIF')
    const removed = await acme.delete(`${path}/photo`)
    assert.equal(removed.status, 200)
    assert.deepEqual(removed.data, { _read_only: { deleted: true } })
    assert.equal((await acme.get(`${path}/photo`)).status, 404)
    assert.deepEqual((await acme.delete(`${path}/photo`)).data, {})
  })

  it('takes exactly one file, of a kind that can be a picture', async () => {
    const path = await user()
    const none = await acme.post(`${path}/photo`, {})
    assert.equal(none.status, 400)
    assert.deepEqual(Object.keys(fieldsOf(none)), ['file'])
    const form = new FormData()
    form.append('a', new Blob([picture], { type: 'image/png' }), 'a.png')
    form.append('b', new Blob([picture], { type: 'image/png' }), 'b.png')
    const several = new Response(form)
    const two = await acme.post(`${path}/photo`, undefined, {
      raw: Buffer.from(await several.arrayBuffer()),
      headers: { 'content-type': several.headers.get('content-type') ?? '' },
    })
    assert.equal(two.status, 400)
    assert.equal(JSON.stringify(two.data).includes('maxItems'), true)
    const sound = await acme.post(`${path}/photo`, undefined, {
      raw: picture,
      headers: { 'content-type': 'audio/mpeg' },
    })
    assert.equal(sound.status, 415)
    const unknown = `${users}/${'0'.repeat(32)}/photo`
    const options = { raw: picture, headers: { 'content-type': 'image/png' } }
    assert.equal((await acme.post(unknown, undefined, options)).status, 404)
    assert.equal((await acme.get(unknown)).status, 404)
    assert.equal((await acme.delete(unknown)).status, 404)
  })

  it('gives a card', async () => {
    await acme.patch(`/v2/accounts/${acme.accountId}`, { org: 'Acme; Inc.', timezone: 'Europe/Berlin' })
    const path = await user({
      middle_name: 'Q',
      email: 'jo@acme.test',
      caller_id: { internal: { number: '1001' }, external: { number: '+14158867900' } },
      profile: {
        birthday: '1990-01-02',
        note: 'first\nsecond',
        title: 'Dr.',
        role: 'Boss',
        nicknames: ['Joey', 'J,J'],
        addresses: [{ address: '1 Main St, Acme' }, { address: '2 Side St', types: ['home', 'pref'] }],
      },
    })
    await acme.post(`${path}/photo`, undefined, { raw: picture, headers: { 'content-type': 'image/jpeg' } })
    const card = await acme.get(`${path}/vcard`)
    assert.equal(card.status, 200)
    assert.equal(card.headers.get('content-type'), 'text/x-vcard')
    assert.equal(
      card.text,
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        'FN:Jo Q Doe',
        'N:Doe;Jo;Q',
        'ORG:Acme\\; Inc.',
        'PHOTO;ENCODING=B;TYPE=JPEG:/9j/4AECAw==',
        'EMAIL:jo@acme.test',
        'BDAY:1990-01-02',
        'NOTE:first\\nsecond',
        'TITLE:Dr.',
        'ROLE:Boss',
        'TZ:Europe/Berlin',
        'NICKNAME:Joey,J\\,J',
        'TEL:1001',
        'TEL:+14158867900',
        'ADR;TYPE=intl,postal,parcel,work:1 Main St\\, Acme',
        'ADR;TYPE=home,pref:2 Side St',
        'END:VCARD',
        '',
      ].join('\n'),
    )
    const directory = await acme.get(`${path}/vcard`, { headers: { accept: 'text/directory' } })
    assert.equal(directory.headers.get('content-type'), 'text/directory')
    assert.equal((await acme.get(`${path}/vcard`, { headers: { accept: 'text/plain' } })).status, 406)
    assert.equal((await acme.get(`${users}/${'0'.repeat(32)}/vcard`)).status, 404)
  })
})
