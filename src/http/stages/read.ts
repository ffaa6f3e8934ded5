import type { Readable } from 'node:stream'
import { failed } from '../../failures.ts'
import { TooLarge } from '../../outside/blobs/port.ts'
import { parseQuery } from '../../documents/query.ts'
import { tooLarge } from '../body/faults.ts'
import { readBody } from '../body/read-body.ts'
import type { Exchange } from '../exchange.ts'
import type { Stage, StageEnd } from '../stage.ts'

/** Query string and body, before anyone asks who the caller is: syntax errors win over all others (core.md §2). */
export const readRequest: Stage = (exchange) => {
  const query = parseQuery(exchange.queryText)
  if (failed(query)) return query
  exchange.query = query
  const { headers } = exchange.incoming
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return undefined
  return read(exchange)
}

async function read(exchange: Exchange): Promise<StageEnd> {
  const { services } = exchange
  const maxUploadSize = services.config.integer('crossbar', 'max_upload_size', 8_000_000)
  const filename = exchange.query.first('filename')
  const body = await readBody(
    { headers: exchange.incoming.headers, stream: exchange.incoming },
    {
      maxUploadSize,
      storeUpload: (content) => stageUpload(exchange, content, maxUploadSize),
      ...(typeof filename === 'string' && { filename }),
    },
  )
  if (failed(body)) return body
  exchange.receive(body)
  return undefined
}

async function stageUpload(exchange: Exchange, content: Readable, limit: number) {
  const staged = await exchange.services.blobs.stage(content, limit)
  if (staged instanceof TooLarge) return tooLarge(limit)
  exchange.uploads.push(staged)
  return staged
}
