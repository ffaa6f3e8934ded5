import { failed, type Failure } from '../failures.ts'
import type { AccountFacts, Directory, UserFacts } from './auth.ts'
import { digestsOf, type Credentials, type Digest } from './credentials.ts'
import type { LoginThrottle } from './login-throttle.ts'

/** What Basic authentication works with. */
export interface BasicAuthenticationParts {
  readonly credentials: Credentials
  readonly directory: Pick<Directory, 'account' | 'usersByCredentials' | 'basicAuthType'>
  readonly throttle: LoginThrottle
}

/** Whose credentials were sent. */
export type BasicOutcome =
  | { readonly outcome: 'found'; readonly account: AccountFacts; readonly user: UserFacts }
  /** Nobody's, or several users'. */
  | { readonly outcome: 'invalid' }
  /** Too many wrong ones before: 429. */
  | { readonly outcome: 'refused'; readonly failure: Failure }

const invalid: BasicOutcome = { outcome: 'invalid' }

/**
 * Basic authentication (auth-and-system.md, "basic_auth"): base64 of `<account id>:<digest>`, or of
 * `<account id>:<username>:<password>` where `basic_auth_type` is neither `md5` nor `sha`.
 */
export class BasicAuthentication {
  readonly #parts: BasicAuthenticationParts

  constructor(parts: BasicAuthenticationParts) {
    this.#parts = parts
  }

  /** Finds the one enabled user of the account whose credentials these are. */
  async find(encoded: string, clientIp: string): Promise<BasicOutcome> {
    const { credentials, directory, throttle } = this.#parts
    const text = Buffer.from(encoded, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    if (colon !== 32) return invalid
    const accountId = text.slice(0, colon)
    const digest = digestFrom(text.slice(colon + 1), await directory.basicAuthType(accountId))
    if (!digest) return invalid
    const attempt = throttle.attempt({ address: clientIp, account: accountId, guess: digest.digest })
    if (failed(attempt)) return { outcome: 'refused', failure: attempt }
    const stretched = await credentials.stretch(digest)
    if (failed(stretched)) {
      attempt.right()
      return { outcome: 'refused', failure: stretched }
    }
    const account = await directory.account(accountId)
    const keys = credentials.lookupKeys(accountId, stretched)
    const users = account ? await directory.usersByCredentials(accountId, keys) : []
    const [user, ...others] = users.filter(({ enabled }) => enabled)
    if (!account || !user || others.length > 0) {
      attempt.wrong()
      return invalid
    }
    attempt.right()
    credentials.remember(stretched)
    return { outcome: 'found', account, user }
  }
}

function digestFrom(sent: string, type: string): Digest | undefined {
  if (type === 'md5') return { method: 'md5', digest: sent }
  if (type === 'sha') return { method: 'sha', digest: sent }
  const colon = sent.indexOf(':')
  return colon < 0
    ? undefined
    : { method: 'md5', digest: digestsOf(sent.slice(0, colon), sent.slice(colon + 1)).md5 }
}
