import { createHash, randomBytes } from 'node:crypto'
import { equalTexts } from './constant-time.ts'
import { toBase32 } from './totp.ts'

/** How many codes a user gets. */
const codes = 10

/**
 * Codes for those who lost the device that shows their one-time codes: 80 random bits each, so a plain digest keeps
 * them well enough. Written `XXXX-XXXX-XXXX-XXXX`.
 */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: codes }, () => (toBase32(randomBytes(10)).match(/.{4}/g) ?? []).join('-'))
}

/** What is kept of a code: SHA-256, hex. Case, blanks and dashes do not count. */
export function recoveryCodeDigest(code: string): string {
  return createHash('sha256').update(code.toUpperCase().replace(/[\s-]/g, '')).digest('hex')
}

/** The digests that are left once a code is used; `undefined` when it is none of them. All are compared. */
export function withoutRecoveryCode(digests: readonly string[], code: string): readonly string[] | undefined {
  const used = recoveryCodeDigest(code)
  const left = digests.filter((digest) => !equalTexts(digest, used))
  return left.length < digests.length ? left : undefined
}
