/** Bytes of a sort key under construction. One is used over and over, to spare allocations. */
export class KeyWriter {
  #bytes = Buffer.allocUnsafe(4096)
  #length = 0

  /** How many bytes were written since the last reset. */
  get length(): number {
    return this.#length
  }

  /** Begins anew. */
  reset(): void {
    this.#length = 0
    // One long key does not keep its memory for ever.
    if (this.#bytes.length > 65_536) this.#bytes = Buffer.allocUnsafe(4096)
  }

  /** What was written, as bytes of their own. */
  copy(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#bytes, 0, this.#length)
  }

  /** Takes back everything behind a length read earlier. */
  rewind(length: number): void {
    this.#length = length
  }

  /** Makes room, so that as many bytes can follow. */
  reserve(bytes: number): void {
    if (this.#length + bytes <= this.#bytes.length) return
    const larger = Buffer.allocUnsafe((this.#length + bytes) * 2)
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }

  /** One byte. */
  byte(value: number): void {
    this.reserve(1)
    this.#bytes[this.#length++] = value
  }

  /** A weight: as many bytes as the number has, the highest first. Zero has none. */
  weight(value: number): void {
    this.reserve(4)
    if (value > 0xffffff) this.#bytes[this.#length++] = value >>> 24
    if (value > 0xffff) this.#bytes[this.#length++] = value >>> 16
    if (value > 0xff) this.#bytes[this.#length++] = value >>> 8
    if (value > 0) this.#bytes[this.#length++] = value
  }

  /** An IEEE double in eight bytes that compare like the numbers; both zeros are one. */
  double(value: number): void {
    this.reserve(8)
    const at = this.#length
    const bytes = this.#bytes
    bytes.writeDoubleBE(value === 0 ? 0 : value, at)
    if (value < 0) for (let index = at; index < at + 8; index++) bytes[index] = ~(bytes[index] ?? 0)
    else bytes[at] = (bytes[at] ?? 0) ^ 0x80
    this.#length += 8
  }
}
