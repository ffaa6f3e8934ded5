import { isJsonObject, type JsonObject } from '../../json.ts'
import type { ProviderRefusal } from './port.ts'

/** Longest time to wait for a provider, in milliseconds, and the most it may say, in bytes. */
export const patienceMs = 10_000
const mostBytes = 1_000_000

/**
 * Asks a provider for JSON. Only over TLS, as codes and secrets travel; on this very machine without, for tests and
 * for providers behind a local proxy. Redirections are not followed: they could lead anywhere.
 */
export async function fetchJson(
  url: string,
  request: RequestInit = {},
): Promise<JsonObject | ProviderRefusal> {
  if (!isSafeAddress(url)) return { refused: `${url} is no https address` }
  try {
    const response = await fetch(url, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    })
    const text = await bounded(response)
    if (!response.ok) return { refused: `${hostOf(url)} answers ${String(response.status)}` }
    const value: unknown = text === undefined ? undefined : JSON.parse(text)
    return isJsonObject(value) ? value : { refused: `${hostOf(url)} does not answer with a JSON object` }
  } catch (error) {
    return { refused: `${hostOf(url)}: ${error instanceof Error ? error.message : 'no answer'}` }
  }
}

/** Whether secrets may be sent to an address. */
export function isSafeAddress(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  if (protocol === 'https:') return true
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

/** The text of an answer; `undefined` when it is longer than anything a provider has to say. */
async function bounded({ body }: Response): Promise<string | undefined> {
  if (!body) return undefined
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Addresses may carry codes: only the host is told. */
function hostOf(url: string): string {
  return new URL(url).host
}
