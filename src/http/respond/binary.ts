import { failed, type Failure } from '../../failures.ts'
import type { BinaryResult } from '../../modules/declaration/results.ts'
import type { Answer } from '../answer.ts'
import type { Exchange } from '../exchange.ts'
import { planBinary } from '../render/binary.ts'
import { precondition, quotedEtag } from '../render/conditional.ts'
import { contentDisposition } from '../render/download.ts'
import { corsOf } from './json.ts'

/** Bytes, or the range of them the client asks for (core.md §23). */
export async function respondBinary(exchange: Exchange, result: BinaryResult): Promise<Answer | Failure> {
  const own = {
    'x-request-id': exchange.requestId,
    ...(result.etag !== undefined && { etag: quotedEtag(result.etag) }),
    ...corsOf(exchange),
    ...result.headers,
  }
  const ended = precondition(
    { method: exchange.verb, exists: true, etag: result.etag },
    exchange.header('if-match'),
    exchange.header('if-none-match'),
  )
  if (ended !== undefined) return { status: ended, headers: own }
  if (result.bytes === undefined) return whole(result, own)
  const plan = planBinary(
    {
      bytes: result.bytes,
      contentType: result.contentType,
      fileName: result.filename,
      isInline: result.disposition === 'inline',
    },
    exchange.header('range'),
  )
  if (failed(plan)) return plan
  const headers = { ...plan.headers, ...own, 'content-length': String(plan.length) }
  if (plan.length === 0) return { status: plan.status, headers }
  const body = await result.open({ start: plan.start, end: plan.end })
  return { status: plan.status, headers, body, isFile: true }
}

/** Bytes that are made while they are sent, such as an archive of several files. */
async function whole(result: BinaryResult, own: Readonly<Record<string, string>>): Promise<Answer> {
  const { filename, disposition = 'attachment', contentType } = result
  return {
    status: 200,
    headers: {
      'content-type': contentType,
      ...(filename !== undefined && {
        'content-disposition': contentDisposition(disposition, filename, 'as needed'),
      }),
      ...own,
    },
    body: await result.open(),
    isFile: true,
  }
}
