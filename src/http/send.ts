import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Answer } from './answer.ts'
import { compressed, compressedStream, gzipHeaders, shouldCompress } from './render/compression.ts'

/**
 * Sends an answer, compressed where the client takes gzip, it is worth it and `mayCompress` says so (core.md §1).
 * What it gives back resolves when all is handed to the connection, and rejects when it broke off;
 * nothing: that is done.
 */
export function send(
  response: ServerResponse,
  answer: Answer,
  request: IncomingHttpHeaders,
  mayCompress: () => boolean,
): Promise<void> | undefined {
  const { body, status, headers } = answer
  if (body === undefined) {
    const bodiless = status === 204 || status === 304 || headers['content-length'] !== undefined
    response.writeHead(status, bodiless ? headers : { ...headers, 'content-length': '0' })
    response.end()
    return undefined
  }
  const acceptEncoding = textOf(request['accept-encoding'])
  const isFile = answer.isFile === true
  if (body instanceof Readable) {
    const packed = shouldCompress({ acceptEncoding, isFile }) && mayCompress()
    response.writeHead(status, packed ? { ...headers, ...gzipHeaders } : headers)
    return pipeline(packed ? compressedStream(body) : body, response)
  }
  const bytes = Buffer.byteLength(body)
  if (shouldCompress({ acceptEncoding, bytes, isFile }) && mayCompress())
    return sendCompressed(response, answer, body)
  response.writeHead(status, { ...headers, 'content-length': String(bytes) })
  // Text in ASCII is the same bytes in Latin-1, which the runtime writes without converting it.
  response.end(body, bytes === body.length ? 'latin1' : 'utf8')
  return undefined
}

async function sendCompressed(
  response: ServerResponse,
  { status, headers }: Answer,
  body: string | Buffer,
): Promise<void> {
  const small = await compressed(body)
  response.writeHead(status, { ...headers, ...gzipHeaders, 'content-length': String(small.length) })
  response.end(small)
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header
}
