import type { Reply } from '../test/harness/client.ts'

/** Headers that the floors' own HTTP server adds. */
const ownHeaders: ReadonlySet<string> = new Set(['date', 'connection', 'keep-alive', 'content-length'])

/** Headers of an answer that a floor has to send to answer the same bytes. */
export function headersOf(reply: Reply): Readonly<Record<string, string>> {
  return Object.fromEntries([...reply.headers].filter(([name]) => !ownHeaders.has(name)))
}

/** Fails unless two servers answer alike: the same length, the same data. */
export function checkAlike(ours: Reply, floor: Reply): void {
  const alike =
    ours.status === floor.status &&
    ours.bytes.length === floor.bytes.length &&
    JSON.stringify(ours.data) === JSON.stringify(floor.data) &&
    JSON.stringify(ours.body['metadata']) === JSON.stringify(floor.body['metadata'])
  if (!alike) throw new Error(`a floor answers otherwise:\n${ours.text}\n${floor.text}`)
}

/** The part of a text from a mark on; the mark has to be there. */
export function from(text: string, mark: string): string {
  const at = text.lastIndexOf(mark)
  if (at < 0) throw new Error(`${mark} is not in the answer`)
  return text.slice(at)
}
