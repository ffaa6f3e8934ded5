import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Json } from '../../src/json.ts'
import { modules } from '../../src/modules/index.ts'
import type { Reply } from '../harness/client.ts'
import { useServer } from '../harness/server.ts'
import { casesOf, type Case } from '../permissions/cases.ts'
import { fewAtATime, World } from '../permissions/requests.ts'
import { readTable } from '../permissions/table-file.ts'
import { lineName } from '../permissions/table.ts'

const table = readTable()
/** The account's admins may only read, its plain users only change things. */
const restrictions = { _: { admin: allowing('GET'), user: allowing('PUT', 'POST', 'PATCH', 'DELETE') } }

let world: World

const server = useServer({}, async () => {
  world = await World.create(server)
  const { admin } = world.tenants
  const set = await admin.post(`/v2/accounts/${admin.accountId}/token_restrictions`, { restrictions })
  assert.equal(set.status, 200, set.text)
})

describe('token restrictions hold, however the verb is told, for', () => {
  for (const module of modules) {
    if (module.operations.length === 0) continue
    it(module.name, async () => {
      const cases = casesOf(module).filter(({ ids }) => !ids.startsWith('foreign') && ids !== 'missing')
      const read = new Set(cases.filter(({ verb }) => verb === 'GET').map(({ path }) => path))
      const faults = await fewAtATime(cases, (each) => faultsOf(each, read.has(each.path)))
      assert.equal(faults.flat().join('\n'), '')
    })
  }
})

/** What is not refused though it is another verb than those allowed. */
async function faultsOf(each: Case, isRead: boolean): Promise<readonly string[]> {
  const who = each.verb === 'GET' ? 'user' : 'admin'
  const { verb } = each
  const client = world.tenants[who]
  const path = world.path(each, who)
  // Nothing is done even where it is not refused: no revision is that one.
  const headers = { 'if-match': '"never"', ...(each.binary && { accept: '*/*' }) }
  const data = verb === 'GET' ? undefined : {}
  const tunnelled = verb.toLowerCase()
  const replies: [how: string, Reply][] = [
    ['as the method', await client.request(verb, path, data, { headers })],
    ['in the envelope', await client.post(path, {}, { headers, envelope: { verb: tunnelled } })],
    ['in the query', await client.post(`${path}?verb=${tunnelled}`, {}, { headers })],
  ]
  if (isRead) replies.push(['in the query of a GET', await client.get(`${path}?verb=${verb}`, { headers })])
  // Where the operation is refused to them anyway, no restriction is needed.
  const isTheirs = table.get(lineName(each))?.cells[who] !== '403'
  const expected = isTheirs ? 'access denied by token restrictions' : undefined
  return replies
    .filter(([, reply]) => reply.status !== 403 || (isTheirs && causeOf(reply) !== expected))
    .map(([how, reply]) => `${lineName(each)}, ${how}: ${String(reply.status)} ${reply.text.slice(0, 120)}`)
}

function causeOf({ data }: Reply): Json | undefined {
  return typeof data === 'object' && data !== null && 'cause' in data ? data['cause'] : undefined
}

function allowing(...verbs: readonly string[]): Json {
  return { _: [{ rules: { '#': verbs } }] }
}
