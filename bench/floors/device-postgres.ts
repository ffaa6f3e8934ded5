import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import pg from 'pg'
import { configuration, listen } from './listen.ts'

/*
 * A bare HTTP server that reads a device's row from PostgreSQL with one prepared statement, pipelined over
 * a few connections, and writes it out in the envelope. `rest` is the end of the envelope, from the token on.
 */
const { url, connections, headers, rest } = configuration() as {
  url: string
  connections: number
  headers: Record<string, string>
  rest: string
}

const clients = Array.from(
  { length: connections },
  () => new pg.Client({ connectionString: url, pipeline: true }),
)
await Promise.all(clients.map((client) => client.connect()))
let next = 0

async function answer(path: string, response: ServerResponse): Promise<void> {
  const [, , , account = '', , id = ''] = path.split('/')
  const { rows } =
    (await clients[(next = (next + 1) % clients.length)]?.query<string[]>({
      name: 'device',
      text: 'SELECT rev, created, modified, body FROM crossbar.documents WHERE db = $1 AND id = $2',
      values: [account, id],
      rowMode: 'array',
    })) ?? {}
  const row = rows?.[0]
  if (!row) {
    response.writeHead(404)
    response.end()
    return
  }
  const data = `${String(row[3]).slice(0, -1)},"id":"${id}"}`
  const metadata = `{"id":"${id}","created":${String(row[1])},"modified":${String(row[2])}}`
  const text = `{"data":${data},"status":"success","metadata":${metadata},"revision":"${String(row[0])}",${rest}`
  response.writeHead(200, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
  response.end(text)
}

listen(createServer((request, response) => void answer(request.url ?? '', response)))
