import { createHmac, randomBytes } from 'node:crypto'
import { equalTexts } from './constant-time.ts'

/** A secret shared with an app that shows time-based codes, and how these are made (RFC 6238). */
export interface TotpSecret {
  /** Base32 (RFC 4648 §6), as apps take it. */
  readonly secret: string
  /** Digits of a code, 6 or 8. */
  readonly digits: number
  /** Seconds for which a code stands. */
  readonly period: number
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** 160 bits, the length RFC 4226 §4 recommends. */
export function newTotpSecret(digits = 6, period = 30): TotpSecret {
  return { secret: toBase32(randomBytes(20)), digits, period }
}

/** The code of one step of time (RFC 4226 §5.3): HMAC-SHA-1, dynamically truncated. */
export function totpCode({ secret, digits }: TotpSecret, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = mac.readUInt8(mac.length - 1) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/**
 * The step of time whose code was sent, `window` steps before and after `now` (unix seconds) being looked at for
 * clocks that are not right (RFC 6238 §5.2). Steps up to `after` are used up: a code counts once. All steps are
 * compared, each in constant time. `undefined`: the code is of none of them.
 */
export function stepOfCode(
  secret: TotpSecret,
  code: string,
  now: number,
  window: number,
  after = -1,
): number | undefined {
  const current = Math.floor(now / secret.period)
  let found: number | undefined
  for (let step = Math.max(0, current - window); step <= current + window; step += 1) {
    const right = equalTexts(totpCode(secret, step), code)
    if (right && step > after && found === undefined) found = step
  }
  return found
}

/** The address that authenticator apps read from a QR code. */
export function totpUri({ secret, digits, period }: TotpSecret, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const parameters = new URLSearchParams({
    secret,
    issuer,
    algorithm: 'SHA1',
    digits: String(digits),
    period: String(period),
  })
  // Apps read `+` as itself, not as a blank.
  return `otpauth://totp/${label}?${parameters.toString().replaceAll('+', '%20')}`
}

/** Base32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let value = 0
  for (const byte of bytes) {
    value = (value << 8) | byte
    bits += 8
    for (; bits >= 5; bits -= 5) text += alphabet.charAt((value >>> (bits - 5)) & 31)
    value &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet.charAt((value << (5 - bits)) & 31) : text
}

/** Bytes of Base32, in either case; what is not of the alphabet is passed over. */
export function fromBase32(text: string): Buffer {
  const bytes: number[] = []
  let bits = 0
  let value = 0
  for (const char of text.toUpperCase()) {
    const digit = alphabet.indexOf(char)
    if (digit < 0) continue
    value = (value << 5) | digit
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((value >>> bits) & 255)
    value &= (1 << bits) - 1
  }
  return Buffer.from(bytes)
}
