import assert from 'node:assert/strict'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from './client.ts'

/** A kind of document as a stranger and a mistaken client meet it. */
export interface Refused {
  readonly owner: Client
  /** A client of an account beside the owner's. */
  readonly stranger: Client
  /** Path of the collection in the owner's account. */
  readonly path: string
  /** Id of a document in it. */
  readonly id: string
  /** A body that would be taken. */
  readonly body: JsonObject
}

/**
 * Asserts what the five operations answer for an id that does not exist, or exists in another account (404
 * `bad_identifier`), to another account's users (403), without a token (401), and for verbs not offered (405).
 */
export async function expectRefusals({ owner, stranger, path, id, body }: Refused): Promise<void> {
  const missing = '0'.repeat(32)
  const elsewhere = path.replace(owner.accountId, stranger.accountId)
  for (const [client, item, cause] of [
    [owner, `${path}/${missing}`, missing],
    [stranger, `${elsewhere}/${id}`, id],
  ] as const)
    for (const reply of [
      await client.get(item),
      await client.post(item, body),
      await client.patch(item, body),
      await client.delete(item),
    ])
      assert.deepEqual(
        [reply.status, reply.body['message'], reply.data],
        [404, 'bad_identifier', { message: 'bad identifier', cause }],
      )
  for (const reply of [
    await stranger.get(path),
    await stranger.put(path, body),
    await stranger.get(`${path}/${id}`),
    await stranger.post(`${path}/${id}`, body),
    await stranger.patch(`${path}/${id}`, body),
    await stranger.delete(`${path}/${id}`),
  ])
    assert.deepEqual([reply.status, reply.data], [403, { message: 'forbidden' }])
  assert.equal((await owner.anonymous().get(`${path}/${id}`)).status, 401)
  assert.equal((await owner.post(path, body)).status, 405)
  assert.equal((await owner.put(`${path}/${id}`, body)).status, 405)
  assert.equal((await owner.get(`${path}/${id}`)).status, 200)
}
