import { isJsonObject, valueAt, type Json } from '../../json.ts'
import { SpeechFailure } from './port.ts'

/** How long a provider may take, in milliseconds. */
const patienceMs = 30_000
/** The longest answer that is taken, in bytes. */
const mostBytes = 20_000_000

/** What a provider answered. */
export interface ProviderAnswer {
  readonly contentType: string
  readonly body: Buffer
}

/**
 * Posts JSON to a provider and gives back what it answers. Fails when it cannot be reached, takes too
 * long or answers with an error: with the text at `reasonAt` in its answer if there is one.
 */
export async function askProvider(
  url: string,
  headers: Readonly<Record<string, string>>,
  request: Json,
  reasonAt: readonly string[],
): Promise<ProviderAnswer | SpeechFailure> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=UTF-8', ...headers },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(patienceMs),
    })
    const body = await limitedBody(response)
    if (!body) return new SpeechFailure('the speech provider sent too much')
    if (!response.ok) return new SpeechFailure(reasonIn(body, reasonAt))
    return { contentType: response.headers.get('content-type') ?? 'application/octet-stream', body }
  } catch {
    return new SpeechFailure('the speech provider cannot be reached')
  }
}

async function limitedBody(response: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const body: AsyncIterable<Uint8Array> | null = response.body
  if (!body) return Buffer.alloc(0)
  for await (const chunk of body) {
    bytes += chunk.byteLength
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function reasonIn(body: Buffer, path: readonly string[]): string {
  const reason = valueAt(parsed(body), path)
  return typeof reason === 'string' && reason !== '' ? reason : 'the speech provider refused'
}

/** JSON of a provider's answer; `undefined` when it is none. */
export function parsed(body: Buffer): Json | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}
