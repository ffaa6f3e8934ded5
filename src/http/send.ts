import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Answer } from './answer.ts'
import { compressed, compressedStream, gzipHeaders, shouldCompress } from './render/compression.ts'

/**
 * Sends an answer, compressed where the client takes gzip and it is worth it (core.md §1).
 * Resolves when all is handed to the connection; rejects when it broke off.
 */
export async function send(
  response: ServerResponse,
  answer: Answer,
  request: IncomingHttpHeaders,
  compress: boolean,
): Promise<void> {
  const { body, status, headers } = answer
  if (body === undefined) {
    const bodiless = status === 204 || status === 304 || headers['content-length'] !== undefined
    response.writeHead(status, bodiless ? headers : { ...headers, 'content-length': '0' })
    response.end()
    return
  }
  const acceptEncoding = request['accept-encoding']
  const isFile = answer.isFile === true
  if (body instanceof Readable) {
    const packed = compress && shouldCompress({ acceptEncoding: textOf(acceptEncoding), isFile })
    response.writeHead(status, packed ? { ...headers, ...gzipHeaders } : headers)
    await pipeline(packed ? compressedStream(body) : body, response)
    return
  }
  const bytes = Buffer.byteLength(body)
  // Text in ASCII is the same bytes in Latin-1, which the runtime writes without converting it.
  const plain = bytes === body.length
  if (compress && shouldCompress({ acceptEncoding: textOf(acceptEncoding), bytes, isFile })) {
    const small = await compressed(body)
    response.writeHead(status, { ...headers, ...gzipHeaders, 'content-length': String(small.length) })
    response.end(small)
    return
  }
  response.writeHead(status, { ...headers, 'content-length': String(bytes) })
  response.end(body, plain ? 'latin1' : 'utf8')
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header
}
