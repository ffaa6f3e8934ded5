import { createReadStream } from 'node:fs'

/** Longer lines are no lines of ours, in bytes. */
const longestLine = 128 * 1024 * 1024

/** The file has a line that is too long to be one of ours. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong'
}

/** Reads a file line by line, without their ends, holding one line at a time; a last one without an end counts as well. */
export async function* linesOf(file: string): AsyncGenerator<Buffer, void, undefined> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const piece of createReadStream(file, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      yield Buffer.concat([...waiting, piece.subarray(start, end)])
      waiting = []
      size = 0
      start = end + 1
    }
    if (start === piece.length) continue
    waiting.push(piece.subarray(start))
    size += piece.length - start
    if (size > longestLine)
      throw new LineTooLong(`${file} has a line of more than ${String(longestLine)} bytes`)
  }
  if (size > 0) yield Buffer.concat(waiting)
}
