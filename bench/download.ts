import { once } from 'node:events'
import { get } from 'node:http'
import type { IncomingMessage } from 'node:http'

/** What came of a download. */
export interface Download {
  readonly bytes: number
  readonly seconds: number
  /** The first bytes, as text. */
  readonly beginning: string
}

/** How much of the beginning is kept, in bytes. */
const kept = 1_000_000

/** Downloads something and throws it away. */
export async function download(url: string, headers: Readonly<Record<string, string>>): Promise<Download> {
  const began = performance.now()
  const request = get(url, { headers, agent: false })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  if (response.statusCode !== 200) throw new Error(`${url} answers ${String(response.statusCode)}`)
  let bytes = 0
  const first: Buffer[] = []
  response.on('data', (chunk: Buffer) => {
    if (bytes < kept) first.push(chunk)
    bytes += chunk.length
  })
  await once(response, 'end')
  return {
    bytes,
    seconds: (performance.now() - began) / 1000,
    beginning: Buffer.concat(first).toString('utf8', 0, kept),
  }
}
