import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'
import { configuration, listen } from './listen.ts'

/*
 * A bare HTTP server that reads a page of a listing with one range scan and writes it out in the
 * envelope. `rest` is the end of the envelope, from behind the data on.
 */
const { file, view, size, headers, rest } = configuration() as {
  file: string
  view: string
  size: number
  headers: Record<string, string>
  rest: string
}
const database = new DatabaseSync(file, { readOnly: true })
const select = database.prepare(
  `SELECT value FROM view_rows WHERE view = (SELECT number FROM views WHERE db = ? AND name = ?)
   ORDER BY sort_key DESC, id DESC LIMIT ${String(size)}`,
)
select.setReturnArrays(true)

listen(
  createServer((request, response) => {
    const [, , , account = ''] = (request.url ?? '').split('/')
    const rows = select.all(account, view).map((row) => row[0])
    const text = `{"data":[${rows.join(',')}]${rest}`
    response.writeHead(200, { ...headers, 'content-length': String(Buffer.byteLength(text)) })
    response.end(text)
  }),
)
