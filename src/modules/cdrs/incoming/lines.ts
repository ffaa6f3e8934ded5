/** A line of a file. */
export interface Line {
  /** Counted from 1. */
  readonly number: number
  /** `undefined`: it was too long to be read. */
  readonly text: string | undefined
}

/** Longer lines are passed over, in bytes. */
const longestLine = 1_048_576

/**
 * Cuts a file into lines, piece by piece, holding no more than one line of at most a mebibyte. Empty
 * lines are counted but not given back.
 */
export class LineReader {
  #waiting: Uint8Array[] = []
  #bytes = 0
  #number = 0

  /** The lines that end in the next piece of the file. */
  read(piece: Uint8Array): readonly Line[] {
    const lines: Line[] = []
    let start = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      lines.push(...this.#finish(piece.subarray(start, end)))
      start = end + 1
    }
    this.#keep(piece.subarray(start))
    return lines
  }

  /** What is left behind the last line end. */
  end(): readonly Line[] {
    return this.#finish(new Uint8Array())
  }

  #keep(rest: Uint8Array): void {
    this.#bytes += rest.length
    if (this.#bytes > longestLine) this.#waiting = []
    else if (rest.length > 0) this.#waiting.push(rest)
  }

  #finish(rest: Uint8Array): readonly Line[] {
    const bytes = this.#bytes + rest.length
    const parts = this.#waiting
    this.#waiting = []
    this.#bytes = 0
    this.#number += 1
    const number = this.#number
    if (bytes > longestLine) return [{ number, text: undefined }]
    const text = textOf(parts.length === 0 ? rest : Buffer.concat([...parts, rest]))
    return text === '' ? [] : [{ number, text }]
  }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8').trim()
}
