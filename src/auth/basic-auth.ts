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
    const unhindered = credentials.remembers(digest)
    const attempt = { address: clientIp, account: accountId, guess: digest.digest, unhindered }
    const found = await throttle.permit(attempt, async (permitted) => {
      const outcome = await this.#recognise(accountId, digest)
      if (!failed(outcome) && outcome.outcome === 'invalid') permitted.wrong()
      return outcome
    })
    return failed(found) ? { outcome: 'refused', failure: found } : found
  }

  /** Looks for the user: the same work is done whatever is missing. */
  async #recognise(accountId: string, digest: Digest): Promise<BasicOutcome | Failure> {
    const { credentials, directory } = this.#parts
    const stretched = await credentials.stretch(digest)
    if (failed(stretched)) return stretched
    const account = await directory.account(accountId)
    const keys = credentials.lookupKeys(accountId, stretched)
    const users = await directory.usersByCredentials(accountId, keys)
    const [user, ...others] = users.filter(({ enabled }) => enabled)
    const found = account && user && others.length === 0
    // Whose account is disabled does not get in either, and is not to learn that sooner.
    if (found && account.enabled) credentials.remember(stretched)
    else await credentials.atEqualCost(digest, stretched)
    return found ? { outcome: 'found', account, user } : invalid
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
