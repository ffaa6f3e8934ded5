import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { configuration, listen } from './listen.ts'

/*
 * A bare HTTP server that reads a device's row with one prepared statement and writes it out in the
 * envelope. `rest` is the end of the envelope, from the token on.
 */
const { file, headers, rest } = configuration() as {
  file: string
  headers: Record<string, string>
  rest: string
}
const database = new DatabaseSync(file, { readOnly: true })
const select = database.prepare('SELECT rev, created, modified, body FROM documents WHERE db = ? AND id = ?')
select.setReturnArrays(true)

listen(
  createServer((request, response) => {
    const [, , , account = '', , id = ''] = (request.url ?? '').split('/')
    const row = select.get(account, id)
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
  }),
)
