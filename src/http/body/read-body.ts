import { failed, type Failure } from '../../failures.ts'
import { isJsonObject, type Json } from '../../json.ts'
import type { RequestBody } from '../../modules/declaration/context.ts'
import { BodyFault } from './faults.ts'
import { parseEnvelope, type Envelope } from './envelope.ts'
import { parseForm } from './form.ts'
import { collect, discardRest, hasBody, joined, limited } from './intake.ts'
import { contentTypeOf, type MediaType } from './media-type.ts'
import type { PartHeaders } from './multipart.ts'
import type { BodyOptions, BodySource } from './types.ts'
import { isBase64Encoding, isBase64Type, receiveFile, type Received } from './uploads.ts'

const gregorianEpoch = 62_167_219_200
/** Longest boundary the multipart parser can search for. */
const maxBoundary = 200

/**
 * Reads a request's body by its content type (core.md §5): JSON and forms become the envelope, everything
 * else becomes uploaded files, streamed to the store. Never holds more than one envelope in memory.
 *
 * Fails with a 400: `file.maxSize`, `file.encoding`, `json.invalid`, `data.required`, `data.type`, without a
 * body for a malformed content type; with `clientGone` when the client left; or with what the store gave.
 * Files stored before a failure stay in the store for whoever sweeps it.
 */
export async function readBody(source: BodySource, options: BodyOptions): Promise<RequestBody | Failure> {
  try {
    return await read(source, options)
  } catch (error) {
    if (error instanceof BodyFault) return error.failure
    throw error
  } finally {
    if (hasBody(source)) discardRest(source.stream, options.maxUploadSize)
  }
}

async function read(source: BodySource, options: BodyOptions): Promise<RequestBody | Failure> {
  const type = contentTypeOf(source.headers['content-type'])
  if (failed(type)) return type
  if (type.essence.startsWith('multipart/')) return readParts(source, type, options)
  const parse = textParser(type.essence)
  if (parse) {
    const bytes = hasBody(source) ? await collect(source.stream, options.maxUploadSize) : Buffer.alloc(0)
    if (failed(bytes)) return bytes
    const envelope = parse(bytes, options.requireEnvelope ?? true)
    return failed(envelope) ? envelope : assembled(envelope, [], options)
  }
  if (!hasBody(source)) return assembled(undefined, [], options)
  const isBase64 = isBase64Type(type.essence) || isBase64Encoding(transferEncoding(source))
  const content = limited(source.stream, options.maxUploadSize)
  const file = await receiveFile(content, type.essence, isBase64, options.storeUpload)
  return assembled(undefined, file.bytes === 0 ? [] : [file], options)
}

/** How the text of a body or part of this type becomes an envelope; nothing for files. */
function textParser(essence: string | undefined): typeof parseEnvelope | undefined {
  if (essence === undefined || essence === 'application/json' || essence === 'application/x-json') {
    return parseEnvelope
  }
  return essence === 'application/x-www-form-urlencoded' ? parseForm : undefined
}

async function readParts(
  source: BodySource,
  type: MediaType,
  options: BodyOptions,
): Promise<RequestBody | Failure> {
  const required = options.requireEnvelope ?? true
  const boundary = type.parameters.get('boundary') ?? ''
  const files: Received[] = []
  let envelope: Envelope | undefined
  const take = async (headers: PartHeaders, content: AsyncGenerator<Buffer>) => {
    // Compared as sent: a JSON type with a charset makes the part a file.
    const partType = headers.get('content-type') || undefined
    const parse = textParser(partType)
    if (!parse) {
      const encoding = headers.get('content-transfer-encoding') ?? transferEncoding(source)
      const isBase64 = isBase64Type(partType ?? '') || isBase64Encoding(encoding)
      files.push(await receiveFile(content, partType ?? '', isBase64, options.storeUpload))
      return
    }
    const parsed = parse(await joined(content), required)
    if (failed(parsed)) throw new BodyFault(parsed)
    envelope = parsed ?? envelope
  }
  if (boundary === '' || boundary.length > maxBoundary) return readAsText(source, options)
  // Few servers are ever sent such a body: what takes it apart is loaded by the first one.
  const { readMultipart } = await import('./multipart.ts')
  const bytes = hasBody(source)
    ? await readMultipart(source, boundary, options.maxUploadSize, take)
    : Buffer.alloc(0)
  if (!bytes) return assembled(envelope, files, options)
  const fallback = parseForm(bytes, required)
  return failed(fallback) ? fallback : assembled(fallback, [], options)
}

/** What calls itself multipart but has no parts is read as a form, and then as JSON. */
async function readAsText(source: BodySource, options: BodyOptions): Promise<RequestBody | Failure> {
  const bytes = hasBody(source) ? await collect(source.stream, options.maxUploadSize) : Buffer.alloc(0)
  if (failed(bytes)) return bytes
  const envelope = parseForm(bytes, options.requireEnvelope ?? true)
  return failed(envelope) ? envelope : assembled(envelope, [], options)
}

function transferEncoding({ headers }: BodySource): string | undefined {
  const value = headers['content-transfer-encoding']
  return Array.isArray(value) ? value[0] : value
}

function assembled(
  read: Envelope | undefined,
  received: readonly Received[],
  options: BodyOptions,
): RequestBody {
  const { envelope, data } = read ?? { envelope: {}, data: {} }
  const generated = () => `uploaded_file_${(options.now ?? gregorianNow)()}`
  const chosen = nameOf(data) ?? options.filename ?? nameOf(envelope)
  const files = received.map(({ nameable, ...file }) => ({
    filename: (nameable ? chosen : undefined) ?? generated(),
    ...file,
  }))
  return { envelope, data, hasEnvelope: read !== undefined, files }
}

function nameOf(value: Json): string | undefined {
  const name = isJsonObject(value) && Object.hasOwn(value, 'filename') ? value['filename'] : undefined
  return typeof name === 'string' && name !== '' ? name : undefined
}

function gregorianNow(): number {
  return Math.floor(Date.now() / 1000) + gregorianEpoch
}
