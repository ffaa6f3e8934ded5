import { isUtf8 } from 'node:buffer'

/** What a reader found, in the order of the file. */
export type RowEvent =
  /** A piece of the content of an attachment, in base64, as it stands in the file. */
  | { readonly event: 'data'; readonly base64: Buffer }
  /** The end of that content. */
  | { readonly event: 'dataEnd' }
  /**
   * A row as JSON text. In place of the contents of attachments it has numbers, counted from 0 in the row.
   */
  | { readonly event: 'row'; readonly text: string }
  /** A row that cannot be read, and why. */
  | { readonly event: 'refused'; readonly reason: string }

/** An object or a list that is open. */
interface Level {
  readonly isList: boolean
  /** The name of the value that stands next. */
  key: string
  wantsKey: boolean
}

/** What the string that is being read is for. */
type StringUse = 'key' | 'data' | 'other'

/** Rows without the contents of their attachments are no longer than this, in bytes. */
const longestRow = 64 * 1024 * 1024

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const slashByte = 0x2f
/** Stands for what is no digit of base64. */
const noDigit = Buffer.from('*')
const [openList, closeList, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]

/**
 * Reads what CouchDB's `_all_docs` returns, piece by piece: the objects in the list `rows` (or `docs`) of one object,
 * however they are broken into lines. Contents of attachments (`_attachments`, `data`) are handed on as they come, so
 * that no more than one row without them is held.
 */
export class RowReader {
  readonly #levels: Level[] = []
  #use: StringUse | undefined
  #escaped = false
  #key: Buffer[] = []
  #row: Buffer[] | undefined
  #rowBytes = 0
  #contents = 0
  /** Whether the list was there. */
  #listed = false

  /** Whether the list was there: without it the file is something else. */
  get listed(): boolean {
    return this.#listed
  }

  /** Whether all of it was read: the list was there, and all that was open has ended. */
  get complete(): boolean {
    return this.#listed && this.#levels.length === 0
  }

  /** Reads the next piece of the file. */
  read(piece: Buffer): readonly RowEvent[] {
    const events: RowEvent[] = []
    let slash = -1
    let at = 0
    let from = 0
    const keep = (end: number): void => {
      this.#keep(piece.subarray(from, end))
      from = end
    }
    while (at < piece.length) {
      if (this.#use === undefined) {
        const byte = piece[at]
        at += 1
        if (byte === quote) {
          this.#use = this.#useOfString()
          if (this.#use === 'data') keep(at)
        } else if (byte === openObject || byte === openList) {
          if (byte === openObject && this.#startsRow()) {
            this.#row = []
            this.#rowBytes = 0
            this.#contents = 0
            from = at - 1
          }
          this.#levels.push({ isList: byte === openList, key: '', wantsKey: byte === openObject })
        } else if (byte === closeObject || byte === closeList) {
          this.#levels.pop()
          if (this.#row && this.#levels.length === 2) {
            keep(at)
            events.push(this.#finishRow())
          }
        } else if (byte === comma) this.#nextValue(true)
        else if (byte === colon) this.#nextValue(false)
        continue
      }
      if (this.#escaped) {
        this.#escaped = false
        at += 1
        // What is escaped is a part of the string as well; in base64 that can only be a slash.
        const escaped = piece.subarray(at - 1, at)
        this.#take(this.#use === 'data' && escaped[0] !== slashByte ? noDigit : escaped, events)
        continue
      }
      if (slash < at) slash = indexOf(piece, backslash, at)
      const end = Math.min(indexOf(piece, quote, at), slash, piece.length)
      this.#take(piece.subarray(at, end), events)
      at = end
      if (piece[at] === backslash) {
        if (this.#use === 'key') this.#key.push(piece.subarray(at, at + 1))
        this.#escaped = true
        at += 1
      } else if (piece[at] === quote) {
        if (this.#use === 'data') {
          events.push({ event: 'dataEnd' })
          this.#keep(Buffer.from(String(this.#contents)))
          this.#contents += 1
          from = at
        }
        this.#endString()
        at += 1
      }
    }
    if (this.#use !== 'data') keep(piece.length)
    return events
  }

  /** Whether the object that starts here is a row. */
  #startsRow(): boolean {
    const [top, list] = this.#levels
    if (this.#levels.length !== 2 || !list?.isList || (top?.key !== 'rows' && top?.key !== 'docs'))
      return false
    this.#listed = true
    return true
  }

  #useOfString(): StringUse {
    const top = this.#levels.at(-1)
    if (!top || top.isList) return 'other'
    if (top.wantsKey) return this.#levels.length <= 6 ? 'key' : 'other'
    if (!this.#row || top.key !== 'data') return 'other'
    const [doc, attachments] = this.#levels.slice(2).map(({ key }) => key)
    const ofRow = this.#levels.length === 6 && doc === 'doc' && attachments === '_attachments'
    return ofRow || (this.#levels.length === 5 && doc === '_attachments') ? 'data' : 'other'
  }

  #take(bytes: Buffer, events: RowEvent[]): void {
    if (bytes.length === 0) return
    if (this.#use === 'key') this.#key.push(Buffer.from(bytes))
    else if (this.#use === 'data') events.push({ event: 'data', base64: bytes })
  }

  #endString(): void {
    const top = this.#levels.at(-1)
    if (this.#use === 'key' && top) top.key = keyOf(Buffer.concat(this.#key))
    this.#key = []
    this.#use = undefined
  }

  #nextValue(isKey: boolean): void {
    const top = this.#levels.at(-1)
    if (top && !top.isList) top.wantsKey = isKey
    if (this.#levels.length === 1 && top?.key === 'rows') this.#listed = true
  }

  #keep(bytes: Buffer): void {
    if (!this.#row) return
    this.#rowBytes += bytes.length
    if (this.#rowBytes > longestRow) this.#row = []
    else if (bytes.length > 0) this.#row.push(Buffer.from(bytes))
  }

  #finishRow(): RowEvent {
    const row = this.#row ?? []
    this.#row = undefined
    if (this.#rowBytes > longestRow) return { event: 'refused', reason: 'the row is too long' }
    const bytes = Buffer.concat(row)
    // Decoding would put other characters in the place of what is not UTF-8.
    if (!isUtf8(bytes)) return { event: 'refused', reason: 'the row is not UTF-8' }
    return { event: 'row', text: bytes.toString('utf8') }
  }
}

function keyOf(bytes: Buffer): string {
  try {
    return String(JSON.parse(`"${bytes.toString('utf8')}"`))
  } catch {
    return ''
  }
}

function indexOf(piece: Buffer, byte: number, from: number): number {
  const found = piece.indexOf(byte, from)
  return found < 0 ? Infinity : found
}
