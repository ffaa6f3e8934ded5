import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { idOf } from '../harness/reply.ts'
import { pdfText } from '../harness/pdf-text.ts'
import { useServer } from '../harness/server.ts'

let client: Client
let account: string

const server = useServer({}, async () => {
  client = await (await server.masterClient()).subAccount('Büro Zürich')
  account = `/v2/accounts/${client.accountId}`
})

const pdf = { headers: { accept: 'application/pdf' } }

/** Creates a document; gives back its id. */
async function create(kind: string, body: JsonObject): Promise<string> {
  const reply = await client.put(`${account}/${kind}`, body)
  assert.equal(reply.status, 201, reply.text)
  return idOf(reply)
}

/** The pages of a directory, printed. */
async function printed(directory: string): Promise<ReturnType<typeof pdfText>> {
  const reply = await client.get(`${account}/directories/${directory}`, pdf)
  assert.equal(reply.status, 200, reply.text)
  return pdfText(reply.bytes)
}

const head = ['Last name', 'First name', 'Extension', 'Phone number', 'E-mail']

describe('a printed directory', () => {
  it('has a title, columns, and its members in order with their numbers', async () => {
    const directory = await create('directories', { name: 'Everyone' })
    const callflow = await create('callflows', { numbers: ['1001', '+14155550101', '1002'] })
    await create('users', {
      first_name: 'Zoë',
      last_name: 'Ångström',
      email: 'zoe@example.com',
      directories: { [directory]: callflow },
    })
    await create('users', { first_name: 'Ann', last_name: 'Zimmer', directories: { [directory]: 'gone' } })
    await create('users', { first_name: 'Bob', last_name: 'Zimmer', directories: { [directory]: callflow } })
    await create('users', { first_name: 'Not', last_name: 'In it' })
    await create('devices', { name: 'Lobby', directories: { [directory]: callflow } })
    const reply = await client.get(`${account}/directories/${directory}`, pdf)
    assert.deepEqual(
      ['content-type', 'content-length', 'content-disposition'].map((name) => reply.headers.get(name)),
      [
        'application/pdf',
        String(reply.bytes.length),
        'attachment; filename="B_ro Z_rich-directory.pdf"; filename*=UTF-8\'\'B%C3%BCro%20Z%C3%BCrich-directory.pdf',
      ],
    )
    assert.equal(reply.bytes.subarray(0, 5).toString(), '%PDF-')
    assert.deepEqual(pdfText(reply.bytes), [
      [
        ['Everyone'],
        ['Büro Zürich'],
        head,
        ['Ångström', 'Zoë', '1001, 1002', '+14155550101', 'zoe@example.com'],
        ['Lobby', '1001, 1002', '+14155550101'],
        ['Zimmer', 'Ann'],
        ['Zimmer', 'Bob', '1001, 1002', '+14155550101'],
        ['Page 1 of 1'],
      ],
    ])
  })

  it('is sorted by first name where the directory is', async () => {
    const directory = await create('directories', { name: 'By first name', sort_by: 'first_name' })
    const directories = { [directory]: 'c' }
    await create('users', { first_name: 'Éva', last_name: 'Adams', directories })
    await create('users', { first_name: 'Dan', last_name: 'Zorn', directories })
    await create('users', { first_name: 'Fay', last_name: 'Moor', directories })
    const [page = []] = await printed(directory)
    assert.deepEqual(page.slice(2, -1), [
      ['First name', 'Last name', ...head.slice(2)],
      ['Dan', 'Zorn'],
      ['Éva', 'Adams'],
      ['Fay', 'Moor'],
    ])
  })

  it('has names of all of Europe', async () => {
    const directory = await create('directories', { name: 'Κόσμος' })
    const directories = { [directory]: 'c' }
    for (const [last_name, first_name] of [
      ['Łukasiewicz', 'Żaneta'],
      ['Παπαδόπουλος', 'Ελένη'],
      ['Щербаков', 'Иван'],
    ] as const)
      await create('users', { first_name, last_name, directories })
    const [page = []] = await printed(directory)
    assert.deepEqual(page[0], ['Κόσμος'])
    assert.deepEqual(page.slice(3, -1), [
      ['Łukasiewicz', 'Żaneta'],
      ['Παπαδόπουλος', 'Ελένη'],
      ['Щербаков', 'Иван'],
    ])
  })

  it('goes on for as many pages as it needs, with the columns on each', async () => {
    const directory = await create('directories', { name: 'Many' })
    const directories = { [directory]: 'c' }
    for (let index = 100; index < 190; index += 1)
      await create('users', { first_name: 'User', last_name: `Number ${String(index)}`, directories })
    const pages = await printed(directory)
    assert.deepEqual(
      pages.map((page) => page.at(-1)),
      [['Page 1 of 3'], ['Page 2 of 3'], ['Page 3 of 3']],
    )
    assert.deepEqual([pages[0]?.[2], pages[1]?.[0], pages[2]?.[0]], [head, head, head])
    const names = pages.flat().flatMap(([first = '']) => (first.startsWith('Number') ? [first] : []))
    assert.deepEqual([names.length, names[0], names.at(-1)], [90, 'Number 100', 'Number 189'])
  })

  it('breaks what is too long for its column, and is there without members', async () => {
    const directory = await create('directories', { name: 'n'.repeat(5000) })
    const [empty = []] = await printed(directory)
    assert.deepEqual(empty.slice(3), [['Büro Zürich'], head, ['Page 1 of 1']])
    assert.match(empty[0]?.[0] ?? '', /^n+$/)
    await create('users', {
      first_name: 'A name\nof three words',
      last_name: 'w'.repeat(60),
      directories: { [directory]: 'c' },
    })
    const [page = []] = await printed(directory)
    const lines = page.slice(5, -1)
    assert.equal(lines.map(([first]) => first?.replaceAll(/[^w]/g, '') ?? '').join(''), 'w'.repeat(60))
    assert.ok(lines.length >= 3)
    assert.equal(lines[0]?.[1], 'A name of three')
  })

  it('is had by the usual type, the old one, or a parameter; JSON is what others get', async () => {
    const path = `${account}/directories/${await create('directories', { name: 'Forms' })}`
    const old = await client.get(path, { headers: { accept: 'application/x-pdf' } })
    assert.deepEqual([old.status, old.headers.get('content-type')], [200, 'application/x-pdf'])
    const asked = await client.get(`${path}?accept=pdf`)
    assert.deepEqual(
      [asked.headers.get('content-type'), asked.text.slice(0, 5)],
      ['application/pdf', '%PDF-'],
    )
    const part = await client.get(path, { headers: { accept: 'application/pdf', range: 'bytes=0-3' } })
    assert.deepEqual([part.status, part.text], [206, '%PDF'])
    for (const accept of ['*/*', 'application/json'])
      assert.equal(
        (await client.get(path, { headers: { accept } })).headers.get('content-type'),
        'application/json',
      )
    assert.equal((await client.get(path, { headers: { accept: 'image/png' } })).status, 406)
    const missing = await client.get(`${account}/directories/${'0'.repeat(32)}`, pdf)
    assert.equal(missing.status, 404)
    const stranger = await (await server.masterClient()).subAccount('Stranger')
    assert.equal((await stranger.get(path, pdf)).status, 403)
  })
})
