import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import pg from 'pg'
import { configuration, listen } from './listen.ts'

/*
 * A bare HTTP server that reads a page of a listing from PostgreSQL with one range scan, pipelined over a
 * few connections, and writes it out in the envelope. `rest` is the end of the envelope, from behind the
 * data on.
 */
const { url, connections, view, size, headers, rest } = configuration() as {
  url: string
  connections: number
  view: string
  size: number
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
  const [, , , account = ''] = path.split('/')
  const result = await clients[(next = (next + 1) % clients.length)]?.query<string[]>({
    name: 'page',
    text: `SELECT value FROM crossbar.view_rows WHERE db = $1 AND view = $2
           ORDER BY sort_key DESC, id DESC LIMIT $3`,
    values: [account, view, size],
    rowMode: 'array',
  })
  const text = `{"data":[${(result?.rows ?? []).map((row) => row[0]).join(',')}]${rest}`
  response.writeHead(200, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
  response.end(text)
}

listen(createServer((request, response) => void answer(request.url ?? '', response)))
