import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { modules } from '../../src/modules/index.ts'
import { Client } from '../harness/client.ts'
import { answersByContract, bodies, hostileSegments, queries, requestHeaders } from './malformed.ts'
import { ServerProcess } from './server-process.ts'

const requests = 20_000
/** Requests sent with one account; then a fresh one takes over, since requests may also be understood. */
const perAccount = 1_000
const atOnce = 16
/** Longest time a request may take, in milliseconds, on a busy machine. */
const patience = 20_000
const settings = {
  CROSSBAR_MASTER_REALM: 'master.test',
  CROSSBAR_MASTER_USERNAME: 'admin',
  CROSSBAR_MASTER_PASSWORD: 'correct horse',
  CROSSBAR_SYNCHRONOUS: 'normal',
  // Nobody listens there: mail waits in the queue.
  CROSSBAR_SMTP_URL: 'smtp://127.0.0.1:9',
}

interface Attempt {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

interface Tally {
  readonly faults: string[]
  /** Status → answers. */
  readonly statuses: Map<number, number>
}

const routes = modules.flatMap((module) =>
  module.operations.map(({ verb, path, permission }) => ({
    verb,
    segments: [module.name, ...path.split('/').filter((segment) => segment !== '')],
    inAccount: permission !== undefined && module.name !== 'accounts',
  })),
)

describe('malformed requests', () => {
  let folder: string
  let server: ServerProcess
  const statuses = new Map<number, number>()
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce })

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-fuzz-'))
    server = await ServerProcess.start(folder, settings)
  })
  after(async () => {
    agent.destroy()
    await server.kill()
    await rm(folder, { recursive: true, force: true })
  })

  it(`never make it fail, hang or grow, ${String(requests)} of them over every route`, async () => {
    const master = await new Client(server.url).signIn('admin', 'correct horse', {
      account_realm: 'master.test',
    })
    // Refused for their number, requests would show nothing.
    const roomy = await master.post('/v2/system_configs/token_buckets', {
      default: { max_bucket_tokens: 1_000_000, tokens_fill_rate: 1_000_000 },
    })
    assert.equal(roomy.status, 200, roomy.text)
    const faults: string[] = []
    let before = 0
    for (let sent = 0; sent < requests; sent += perAccount) {
      const client = await master.subAccount(`Fuzzed ${String(sent)}`)
      const attempts = fc.sample(attempt(client), { numRuns: perAccount, seed: sent + 1 })
      await send(server.url, agent, attempts, { faults, statuses })
      assert.deepEqual(faults, [])
      // What the first requests load stays loaded: growth counts from then on.
      if (sent === 4 * perAccount) before = await server.memory()
    }
    const share = (status: number): number => (statuses.get(status) ?? 0) / requests
    const reached = share(200) + share(201) + share(400)
    assert.ok(reached > 0.3, `only ${String(reached)} of the requests reached an operation`)
    const growth = (await server.memory()) - before
    assert.ok(growth < 80_000_000, `grew by ${String(Math.round(growth / 1e6))} MB`)
  })
})

function attempt(client: Client): fc.Arbitrary<Attempt> {
  const ids = [client.accountId, client.ownerId, '0'.repeat(32), '202611-00000000000000000000000000000000']
  const segment = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, hostileSegments)
  const path = fc
    .record({ route: fc.constantFrom(...routes), values: fc.array(segment, { minLength: 8, maxLength: 8 }) })
    .map(({ route, values }) => ({
      verb: route.verb,
      path: [
        '/v2',
        ...(route.inAccount ? ['accounts', client.accountId] : []),
        ...route.segments.map((each, at) => {
          if (!each.startsWith('{')) return each
          return route.segments[0] === 'accounts' ? client.accountId : (values[at % values.length] ?? 'x')
        }),
      ].join('/'),
    }))
  return fc
    .record({
      target: path,
      method: fc.option(fc.constantFrom('GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'), { freq: 1 }),
      query: queries,
      headers: requestHeaders,
      body: fc.option(bodies, { freq: 6 }),
      anonymous: fc.integer({ min: 0, max: 19 }),
    })
    .map(({ target, method, query, headers, body, anonymous }) => ({
      method: method ?? target.verb,
      path: `${target.path}${query}`,
      headers: { ...headers, ...(anonymous > 0 && { 'x-auth-token': String(client.token) }) },
      body: body ?? undefined,
    }))
}

async function send(url: string, agent: Agent, attempts: readonly Attempt[], tally: Tally): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    for (let at = next++; at < attempts.length; at = next++) {
      const attempted = attempts[at]
      if (attempted) await sendOne(url, agent, attempted, tally)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

/** Counts the answer, and notes what is wrong with it. */
async function sendOne(
  url: string,
  agent: Agent,
  { method, path, headers, body }: Attempt,
  tally: Tally,
): Promise<void> {
  const { status, text } = await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(body.length) }
    const sent = request(`${url}${path}`, { method, agent, headers: { ...headers, ...length } }, (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.on('end', () => {
        resolve({ status: reply.statusCode ?? 0, text: Buffer.concat(chunks).toString() })
      })
      reply.on('error', reject)
    })
    sent.setTimeout(patience, () => sent.destroy(new Error(`${method} ${path} hangs`)))
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A body that is refused before it is read may meet a closed connection.
      if (error.code === 'ECONNRESET' || error.code === 'EPIPE') resolve({ status: 400, text: '' })
      else reject(error)
    })
    sent.end(body)
  })
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1)
  if (status < 500 || answersByContract.some((message) => text.includes(message))) return
  const { 'x-auth-token': _token, ...shown } = headers
  tally.faults.push(
    `${String(status)} for ${method} ${path} ${JSON.stringify(shown)} ${body?.toString('latin1').slice(0, 300) ?? ''}: ${text.slice(0, 200)}`,
  )
}
