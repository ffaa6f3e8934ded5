import { isJsonObject, type Json } from '../json.ts'

/**
 * The Erlang external term format, as far as JSON needs it (core.md §18). An object is a
 * tuple of one list of pairs; strings are binaries; true, false and null are atoms.
 */

const version = 131
const tag = {
  newFloat: 0x46,
  smallInteger: 0x61,
  integer: 0x62,
  atom: 0x64,
  smallTuple: 0x68,
  nil: 0x6a,
  byteList: 0x6b,
  list: 0x6c,
  binary: 0x6d,
  smallBig: 0x6e,
  largeBig: 0x6f,
  smallAtom: 0x73,
  utf8Atom: 0x76,
  smallUtf8Atom: 0x77,
} as const

/** Deepest nesting written or read. What lies deeper is written as null, and not read at all. */
const deepest = 64

/** Writes a JSON value as a term. */
export function writeTerm(value: Json): Buffer {
  // Most start keys are texts.
  if (typeof value === 'string') return textTerm(value)
  const parts: Buffer[] = [Buffer.of(version)]
  write(value, parts, 0)
  return Buffer.concat(parts)
}

function textTerm(text: string): Buffer {
  const length = Buffer.byteLength(text)
  const bytes = Buffer.allocUnsafe(6 + length)
  bytes[0] = version
  bytes[1] = tag.binary
  bytes.writeUInt32BE(length, 2)
  bytes.write(text, 6)
  return bytes
}

function write(value: Json | undefined, parts: Buffer[], depth: number): void {
  if (typeof value === 'string') writeText(value, parts)
  else if (typeof value === 'number') parts.push(numberTerm(value))
  else if (typeof value === 'boolean') parts.push(atom(value ? 'true' : 'false'))
  else if (value === null || value === undefined || depth >= deepest) parts.push(atom('null'))
  else if (isJsonObject(value)) {
    parts.push(Buffer.of(tag.smallTuple, 1))
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    if (members.length > 0) parts.push(head(tag.list, members.length))
    for (const [key, member] of members) {
      parts.push(Buffer.of(tag.smallTuple, 2))
      writeText(key, parts)
      write(member, parts, depth + 1)
    }
    parts.push(Buffer.of(tag.nil))
  } else writeList(value, parts, depth)
}

function writeList(list: readonly Json[], parts: Buffer[], depth: number): void {
  if (list.length > 0 && list.length <= 0xffff && list.every(isByte)) {
    parts.push(Buffer.of(tag.byteList, list.length >> 8, list.length & 0xff), Buffer.from(list))
    return
  }
  if (list.length > 0) parts.push(head(tag.list, list.length))
  for (const element of list) write(element, parts, depth + 1)
  parts.push(Buffer.of(tag.nil))
}

function isByte(value: Json): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255
}

function writeText(text: string, parts: Buffer[]): void {
  const bytes = Buffer.from(text)
  parts.push(head(tag.binary, bytes.length), bytes)
}

function head(kind: number, length: number): Buffer {
  const bytes = Buffer.alloc(5, kind)
  bytes.writeUInt32BE(length, 1)
  return bytes
}

function atom(name: string): Buffer {
  return Buffer.concat([Buffer.of(tag.atom, 0, name.length), Buffer.from(name)])
}

function numberTerm(number: number): Buffer {
  if (isByte(number)) return Buffer.of(tag.smallInteger, number)
  if (!Number.isSafeInteger(number)) {
    const bytes = Buffer.alloc(9, tag.newFloat)
    bytes.writeDoubleBE(number, 1)
    return bytes
  }
  if (number === (number | 0)) {
    const bytes = Buffer.alloc(5, tag.integer)
    bytes.writeInt32BE(number, 1)
    return bytes
  }
  const magnitude: number[] = []
  for (let rest = Math.abs(number); rest > 0; rest = Math.floor(rest / 256)) magnitude.push(rest % 256)
  return Buffer.from([tag.smallBig, magnitude.length, number < 0 ? 1 : 0, ...magnitude])
}

/** Reads a term. `undefined` when the bytes are anything but one whole term that JSON can carry. */
export function readTerm(bytes: Buffer): Json | undefined {
  if (bytes[0] !== version) return undefined
  const reader = new TermReader(bytes)
  const value = reader.value(0)
  return reader.atEnd ? value : undefined
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Reads terms one behind the other. Every method gives `undefined` for bytes that do not fit. */
class TermReader {
  readonly #bytes: Buffer
  #at = 1

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  value(depth: number): Json | undefined {
    if (depth > deepest) return undefined
    switch (this.#unsigned(1)) {
      case tag.smallInteger:
        return this.#unsigned(1)
      case tag.integer:
        return this.#take(4)?.readInt32BE()
      case tag.newFloat:
        return finite(this.#take(8)?.readDoubleBE())
      case tag.smallBig:
        return this.#big(1)
      case tag.largeBig:
        return this.#big(4)
      case tag.binary:
        return this.#text(4)
      case tag.atom:
      case tag.utf8Atom:
        return atomValue(this.#text(2))
      case tag.smallAtom:
      case tag.smallUtf8Atom:
        return atomValue(this.#text(1))
      case tag.nil:
        return []
      case tag.byteList: {
        const bytes = this.#take(this.#unsigned(2))
        return bytes && [...bytes]
      }
      case tag.list:
        return this.#list(() => this.value(depth + 1))
      case tag.smallTuple:
        return this.#unsigned(1) === 1 ? this.#object(depth) : undefined
      default:
        return undefined
    }
  }

  #object(depth: number): Json | undefined {
    const kind = this.#unsigned(1)
    if (kind === tag.nil) return {}
    const pairs = kind === tag.list ? this.#list(() => this.#pair(depth)) : undefined
    return pairs && Object.fromEntries(pairs)
  }

  #pair(depth: number): [string, Json] | undefined {
    if (this.#unsigned(1) !== tag.smallTuple || this.#unsigned(1) !== 2) return undefined
    const key = this.#unsigned(1) === tag.binary ? this.#text(4) : undefined
    const value = key === undefined ? undefined : this.value(depth + 1)
    return key === undefined || value === undefined ? undefined : [key, value]
  }

  #list<Element>(element: () => Element | undefined): Element[] | undefined {
    const count = this.#unsigned(4)
    // An element takes at least one byte, so that a count cannot ask for more than was sent.
    if (count === undefined || count > this.#bytes.length - this.#at) return undefined
    const elements: Element[] = []
    while (elements.length < count) {
      const next = element()
      if (next === undefined) return undefined
      elements.push(next)
    }
    return this.#unsigned(1) === tag.nil ? elements : undefined
  }

  #big(lengthBytes: number): number | undefined {
    const length = this.#unsigned(lengthBytes)
    const sign = this.#unsigned(1)
    const magnitude = this.#take(length)?.reduceRight((sum, byte) => sum * 256 + byte, 0)
    if (sign === undefined || sign > 1 || magnitude === undefined) return undefined
    return finite(sign === 1 && magnitude !== 0 ? -magnitude : magnitude)
  }

  #text(lengthBytes: number): string | undefined {
    const bytes = this.#take(this.#unsigned(lengthBytes))
    try {
      return bytes && utf8.decode(bytes)
    } catch {
      return undefined
    }
  }

  #unsigned(bytes: number): number | undefined {
    return this.#take(bytes)?.readUIntBE(0, bytes)
  }

  #take(length: number | undefined): Buffer | undefined {
    if (length === undefined || length > this.#bytes.length - this.#at) return undefined
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }
}

function finite(number: number | undefined): number | undefined {
  return Number.isFinite(number) ? number : undefined
}

function atomValue(name: string | undefined): boolean | null | undefined {
  return name === 'null' ? null : name === 'true' ? true : name === 'false' ? false : undefined
}
