import type { Readable } from 'node:stream'
import { failed, invalidField } from '../../failures.ts'
import type { Blobs } from '../../outside/blobs/port.ts'
import { TooLarge } from '../../outside/blobs/port.ts'
import { parseQuery } from '../../documents/query.ts'
import { readBody } from '../body/read-body.ts'
import type { Stage } from '../pipeline.ts'

/** Query string and body, before anyone asks who the caller is: syntax errors win over all others (core.md §2). */
export const readRequest: Stage = (exchange) => {
  const query = parseQuery(exchange.queryText)
  if (failed(query)) return query
  exchange.query = query
  const { headers } = exchange.incoming
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return undefined
  return read(exchange)
}

const read = async (exchange: Parameters<Stage>[0]) => {
  const { services } = exchange
  const maxUploadSize = services.config.integer('crossbar', 'max_upload_size', 8_000_000)
  const filename = exchange.query.first('filename')
  const body = await readBody(
    { headers: exchange.incoming.headers, stream: exchange.incoming },
    {
      maxUploadSize,
      storeUpload: (content) => storeUpload(services.blobs, content, maxUploadSize),
      ...(typeof filename === 'string' && { filename }),
    },
  )
  if (failed(body)) return body
  exchange.receive(body)
  return undefined
}

async function storeUpload(blobs: Blobs, content: Readable, limit: number) {
  const written = await blobs.write(content, limit)
  if (!(written instanceof TooLarge)) return written
  return invalidField('file', 'maxSize', {
    message: `A file may have at most ${String(limit)} bytes`,
    target: limit,
  })
}
