import { hash, randomFillSync } from 'node:crypto'
import { modbId, now } from './gregorian.ts'

/**
 * Ids, revisions and other generated names. All are lower-case hex.
 */

/** Random bytes drawn from the system in one go, handed out piece by piece. */
const pool = Buffer.allocUnsafe(8192)
let used = pool.length

/** Sets bytes of the pool aside, no more than it holds, and tells where they begin. */
function draw(bytes: number): number {
  if (used + bytes > pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += bytes
  return used - bytes
}

/** Random hex digits, two for each byte. Good for secrets: bytes are never handed out twice. */
export function randomHex(bytes: number): string {
  if (bytes > pool.length) return randomFillSync(Buffer.allocUnsafe(bytes)).toString('hex')
  const from = draw(bytes)
  return pool.toString('hex', from, from + bytes)
}

/** Two hex digits for each of 256 values. */
const hexByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

let lastMilliseconds = 0
let counter = 0

/**
 * A new document id: 32 lower-case hex digits, a UUIDv7 (RFC 9562 §5.7) without its
 * dashes. Ids made by one process ascend, so that new rows land side by side on disk.
 */
export function newId(): string {
  const clock = Date.now()
  const from = draw(10)
  if (clock > lastMilliseconds) {
    lastMilliseconds = clock
    // Half of the counter's range is left to count in.
    counter = ((pool[from + 8] ?? 0) << 3) | ((pool[from + 9] ?? 0) & 7)
  } else if (++counter > 0xfff) {
    // More than 2,048 ids in one millisecond, or the clock went back: run ahead of it.
    lastMilliseconds++
    counter = 0
  }
  const time = lastMilliseconds.toString(16).padStart(12, '0')
  const count = counter.toString(16).padStart(3, '0')
  const variant = hexByte[((pool[from] ?? 0) & 0x3f) | 0x80] ?? ''
  return `${time}7${count}${variant}${pool.toString('hex', from + 1, from + 8)}`
}

/** The id of a new monthly document, `YYYYMM-<32 hex>`, of the month of a time in Gregorian seconds (core.md §4). */
export function newModbId(seconds: number = now()): string {
  return modbId(seconds, newId())
}

/** Request ids in store, one behind the other: made together they cost a small part of one made alone. */
let requestIds = ''
let nextRequestId = 0

/** A new request id: 32 random hex digits (core.md §24). */
export function newRequestId(): string {
  if (nextRequestId >= requestIds.length) {
    requestIds = randomHex(4096)
    nextRequestId = 0
  }
  return requestIds.slice(nextRequestId, (nextRequestId += 32))
}

/** The number before the dash of a revision; 0 when there is none. */
export function revisionNumber(revision: string | undefined): number {
  const number = /^(\d{1,15})-/.exec(revision ?? '')?.[1]
  return number === undefined ? 0 : Number(number)
}

/**
 * The revision that follows `previous` (none for a new document): its number plus one,
 * and a digest of what was and of the JSON texts that are written now. A mark of
 * change, not a protection against forgery.
 */
export function nextRevision(previous: string | undefined, body: string, hidden: string): string {
  return `${revisionNumber(previous) + 1}-${hash('md5', `${previous ?? ''}\n${body}\n${hidden}`)}`
}
