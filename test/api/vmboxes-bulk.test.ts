import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { now } from '../../src/documents/gregorian.ts'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { entriesOf, fieldsOf, idOf, textAt, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const server = useServer()
const nobody = `202601-${'0'.repeat(32)}`
let client: Client
let boxes: string
let mailbox = 5000

async function signIn(): Promise<void> {
  client = await server.masterClient()
  boxes = `/v2/accounts/${client.accountId}/vmboxes`
}

async function newBox(): Promise<string> {
  mailbox += 1
  return `${boxes}/${idOf(await client.put(boxes, { name: 'Box', mailbox: String(mailbox) }))}`
}

function boxId(box: string): string {
  return box.split('/').at(-1) ?? ''
}

async function leave(box: string, facts: JsonObject = {}): Promise<string> {
  return idOf(await client.put(`${box}/messages`, facts))
}

/** Folders of the messages of a box, by id. */
async function foldersIn(box: string): Promise<Readonly<Record<string, unknown>>> {
  const entries = entriesOf(await client.get(`${box}/messages`))
  return Object.fromEntries(entries.map((entry) => [textAt(entry, 'media_id'), entry['folder']]))
}

describe('several messages', () => {
  before(signIn)

  it('change their folder, each for itself', async () => {
    const box = await newBox()
    const [a, b, c] = [await leave(box), await leave(box), await leave(box)]
    const reply = await client.post(`${box}/messages`, { folder: 'deleted', messages: [a, nobody, c] })
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, { succeeded: [a, c], failed: { [nobody]: 'not_found' } })
    assert.deepEqual(await foldersIn(box), { [a]: 'deleted', [b]: 'new', [c]: 'deleted' })
    const other = await newBox()
    assert.deepEqual((await client.post(`${other}/messages`, { messages: [b] })).data, {
      failed: { [b]: 'not_found' },
    })
  })

  it('may have any names', async () => {
    const box = await newBox()
    const reply = await client.post(`${box}/messages`, { messages: ['__proto__', 'constructor'] })
    assert.match(reply.text, /"failed":\{"__proto__":"not_found","constructor":"not_found"\}/)
  })

  it('move to another box', async () => {
    const box = await newBox()
    const target = await newBox()
    const [a, b] = [await leave(box), await leave(box)]
    const reply = await client.post(`${box}/messages`, { source_id: boxId(target), messages: [a, b, nobody] })
    const { succeeded, failed } = fieldsOf(reply)
    assert.deepEqual(failed, { [nobody]: 'not_found' })
    assert.ok(Array.isArray(succeeded))
    assert.deepEqual(Object.keys(await foldersIn(target)).toSorted(), succeeded.map(String).toSorted())
    assert.deepEqual(await foldersIn(box), {})
  })

  it('are copied to other boxes', async () => {
    const box = await newBox()
    const targets = [await newBox(), await newBox()]
    const id = await leave(box, { folder: 'saved' })
    const reply = await client.post(`${box}/messages`, { source_id: targets.map(boxId), messages: [id] })
    assert.equal((fieldsOf(reply)['succeeded'] as unknown[]).length, 2)
    for (const target of targets) assert.deepEqual(Object.values(await foldersIn(target)), ['new'])
    assert.deepEqual(await foldersIn(box), { [id]: 'saved' })
  })

  it('have to be named, in a box that exists, for boxes that exist', async () => {
    const box = await newBox()
    const id = await leave(box)
    assert.deepEqual(validatorsOf(await client.post(`${box}/messages`, {})), { messages: ['required'] })
    assert.deepEqual(validatorsOf(await client.post(`${box}/messages`, { messages: [] })), {
      messages: ['required'],
    })
    const unknown = '0'.repeat(32)
    for (const reply of [
      await client.post(`${boxes}/${unknown}/messages`, { messages: [id] }),
      await client.post(`${box}/messages`, { messages: [id], source_id: unknown }),
      await client.post(`${box}/messages`, { messages: [id], source_id: [boxId(box), unknown] }),
    ]) {
      assert.equal(reply.status, 404)
      assert.deepEqual(reply.data, { cause: unknown, message: 'bad identifier' })
    }
    assert.deepEqual(await foldersIn(box), { [id]: 'new' })
  })
})

describe('deletion of messages', () => {
  before(signIn)

  it('takes those named', async () => {
    const box = await newBox()
    const [a, b] = [await leave(box), await leave(box)]
    const reply = await client.delete(`${box}/messages`, { messages: [a, nobody] })
    assert.equal(reply.status, 200)
    assert.deepEqual(reply.data, { succeeded: [a], failed: { [nobody]: 'not_found' } })
    assert.deepEqual(await foldersIn(box), { [b]: 'new' })
    assert.equal((await client.get(`${box}/messages/${a}`)).status, 404)
  })

  it('takes a folder', async () => {
    const box = await newBox()
    const [fresh, saved] = [await leave(box), await leave(box, { folder: 'saved' })]
    assert.deepEqual((await client.delete(`${box}/messages?folder=saved`)).data, { succeeded: [saved] })
    assert.deepEqual(await foldersIn(box), { [fresh]: 'new' })
    assert.deepEqual((await client.delete(`${box}/messages`, { folder: 'new' })).data, { succeeded: [fresh] })
  })

  it('takes all, except what is too old to be changed', async () => {
    const box = await newBox()
    const ids = [await leave(box), await leave(box, { folder: 'deleted' })]
    const old = await leave(box, { timestamp: now() - 94 * 86_400 })
    const reply = await client.delete(`${box}/messages?filter_folder=new`)
    assert.deepEqual((fieldsOf(reply)['succeeded'] as string[]).toSorted(), ids.toSorted())
    assert.equal((await client.get(`${box}/messages/${old}`)).status, 200)
    assert.deepEqual((await client.delete(`${box}/messages`)).data, {})
  })

  it('adds what a filter in the query string finds to what is named or in the folder', async () => {
    const box = await newBox()
    const ann = await leave(box, { caller_id_name: 'Ann' })
    const bob = await leave(box, { caller_id_name: 'Bob', folder: 'saved' })
    const cid = await leave(box, { caller_id_name: 'Cid' })
    const dan = await leave(box, { caller_id_name: 'Dan' })
    const named = await client.delete(`${box}/messages?filter_caller_id_name=Ann`, { messages: [cid] })
    assert.deepEqual((fieldsOf(named)['succeeded'] as string[]).toSorted(), [ann, cid].toSorted())
    const inFolder = await client.delete(`${box}/messages?filter_caller_id_name=Dan&folder=saved`)
    assert.deepEqual((fieldsOf(inFolder)['succeeded'] as string[]).toSorted(), [bob, dan].toSorted())
  })

  it('never takes all by mistake', async () => {
    const box = await newBox()
    const id = await leave(box)
    assert.deepEqual((await client.delete(`${box}/messages?folder=typo`)).data, {})
    assert.deepEqual((await client.delete(`${box}/messages`, { messages: [] })).data, {})
    assert.deepEqual((await client.delete(`${box}/messages`, [nobody])).data, {
      failed: { [nobody]: 'not_found' },
    })
    assert.deepEqual(validatorsOf(await client.delete(`${box}/messages`, { messages: id })), {
      messages: ['type'],
    })
    assert.deepEqual(await foldersIn(box), { [id]: 'new' })
  })

  it('of the box deletes its messages, however old', async () => {
    const box = await newBox()
    const ids = [await leave(box), await leave(box, { timestamp: now() - 200 * 86_400 })]
    assert.equal((await client.delete(box)).status, 200)
    for (const id of ids) assert.equal((await client.get(`${box}/messages/${id}`)).status, 404)
    assert.deepEqual(await foldersIn(box), {})
  })
})
