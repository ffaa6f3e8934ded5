import { createServer } from 'node:http'
import { configuration, listen } from './listen.ts'

/*
 * The floor of all: a bare HTTP server that answers every request with the same bytes from memory.
 */
const { headers, text } = configuration() as { headers: Record<string, string>; text: string }
const body = Buffer.from(text)

listen(
  createServer((_request, response) => {
    response.writeHead(200, headers)
    response.end(body)
  }),
)
