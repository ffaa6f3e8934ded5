import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { configuration, listen } from './listen.ts'

/*
 * A bare loop that selects the rows of call records and writes the same CSV bytes to a socket, as
 * fast as the client takes them.
 */
const { file, account, view, header } = configuration() as {
  file: string
  account: string
  view: string
  header: string
}
const database = new DatabaseSync(file, { readOnly: true })
const select = database.prepare(
  `SELECT value FROM view_rows WHERE view = (SELECT number FROM views WHERE db = ? AND name = ?)
   ORDER BY sort_key DESC, id DESC`,
)
select.setReturnArrays(true)

/** Characters written at a time. */
const pieceLength = 65_536

async function stream(socket: Socket): Promise<void> {
  socket.on('error', () => undefined)
  await once(socket, 'data')
  socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/csv\r\nconnection: close\r\n\r\n')
  let text = header
  for (const row of select.iterate(account, view)) {
    const value = String(row[0])
    // The row's last list is its line.
    text += `${value.slice(value.lastIndexOf('["') + 1, -2)}\n`
    if (text.length < pieceLength) continue
    if (!socket.write(text)) await once(socket, 'drain')
    text = ''
  }
  socket.end(text)
}

listen(createServer((socket) => void stream(socket)))
