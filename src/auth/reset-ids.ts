import { randomBytes, randomInt } from 'node:crypto'

/** In which account's monthly database a password reset is kept. */
export interface ResetPlace {
  /** 32 hex. */
  readonly accountId: string
  readonly year: number
  /** 1 to 12. */
  readonly month: number
}

const defaultSize = 137
/** Account id, six digits of the month, and the three random characters between them. */
const fixedLength = 32 + 6 + 3
/** Hex characters of randomness that an id must have at least, 128 bits: it is as good as a password. */
const leastNoise = 32

/**
 * A new id for a password reset (auth-and-system.md, "user_auth" 8): hex; account id, then
 * year and month shuffled between random characters, then noise. `size` is `crossbar.reset_id_size`,
 * 42 to 179 (anything else counts as 137); as in the original the id gets a few characters
 * less than that, but never so few that it could be guessed.
 */
export function newResetId({ accountId, year, month }: ResetPlace, size: number): string {
  const wanted = Number.isInteger(size) && size >= 42 && size < 180 ? size : defaultSize
  const noiseLength = Math.max(leastNoise, Math.floor((wanted - 42) / 2) * 2 - 3)
  const [y1, y2, y3, y4] = String(year).padStart(4, '0')
  const [m1, m2] = String(month).padStart(2, '0')
  const between = () => randomInt(16).toString(16)
  const when = [between(), y1, y4, between(), m2, y2, between(), y3, m1].join('')
  const noise = randomBytes(Math.ceil(noiseLength / 2))
    .toString('hex')
    .slice(0, noiseLength)
  return `${accountId}${when}${noise}`
}

/** Reads a reset id, in either case; `undefined` if it cannot be one. */
export function readResetId(id: string): ResetPlace | undefined {
  if (id.length <= fixedLength || id.length > 250 || !/^[0-9a-f]+$/i.test(id)) return undefined
  const accountId = id.slice(0, 32).toLowerCase()
  const [, y1, y4, , m2, y2, , y3, m1] = id.slice(32)
  const digits = [y1, y2, y3, y4, m1, m2].join('')
  if (!/^[0-9]{6}$/.test(digits)) return undefined
  const year = Number(digits.slice(0, 4))
  const month = Number(digits.slice(4))
  return month >= 1 && month <= 12 ? { accountId, year, month } : undefined
}
