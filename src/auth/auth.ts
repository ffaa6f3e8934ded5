import type { Failure } from '../failures.ts'
import type { JsonObject } from '../json.ts'
import type { TransportedToken } from './locate-token.ts'

/** An account and a user of it. */
export interface Identity {
  readonly accountId: string
  readonly ownerId?: string
}

/** Who makes a request. */
export interface Auth extends Identity {
  /** How they logged in: `cb_user_auth`, `cb_api_auth`, `cb_auth`, `cb_ip_auth`, `cb_basic_auth`. */
  readonly method: string
  /** What the token says; `account_id` and `owner_id` are those the request is made as. */
  readonly claims: JsonObject
  /** The token as it was sent, for the envelope's `auth_token`. */
  readonly token: string
  readonly tokenKind: TransportedToken['kind']
  /** The account carries `pvt_superduper_admin`: SUPERADMIN. */
  readonly superduper: boolean
  /** The user's `priv_level`; absent for tokens without a user. */
  readonly privLevel?: string
  /** ADMIN: there is a user, and its `priv_level` is `admin`. */
  readonly isAdmin: boolean
  /** Ancestors of the account, root first. */
  readonly tree: readonly string[]
  /** Whose token it really is, when the claim `as` makes the request another's. */
  readonly masqueradedBy?: Identity
  /** Who impersonates the user (claims `original_account_id`, `original_owner_id`). */
  readonly impersonatedBy?: Identity
}

/** What came of looking at a request's token. */
export type Authentication =
  | { readonly outcome: 'authenticated'; readonly auth: Auth }
  /** A federated identity that belongs to no account yet; it may only be linked. */
  | { readonly outcome: 'unlinked'; readonly claims: JsonObject; readonly token: string }
  /** No token. */
  | { readonly outcome: 'none' }
  /** A token that is of no use: the request goes on unauthenticated, to public endpoints that is. */
  | { readonly outcome: 'invalid' }
  /** The request ends here. */
  | { readonly outcome: 'refused'; readonly failure: Failure }

/** What must be known of an account to let its tokens in. */
export interface AccountFacts {
  readonly id: string
  /** `pvt_enabled`. */
  readonly enabled: boolean
  /** `pvt_trial_expires`, Gregorian seconds. */
  readonly trialExpires?: number
  /** `pvt_superduper_admin`. */
  readonly superduper: boolean
  /** `pvt_tree`: ancestors, root first. */
  readonly tree: readonly string[]
  /** `pvt_signature_secret`. */
  readonly signatureSecret?: string
}

/** What must be known of a user to let their tokens in. */
export interface UserFacts {
  readonly id: string
  readonly enabled: boolean
  readonly privLevel: string
  /** `pvt_signature_secret`. */
  readonly signatureSecret?: string
}

/** Where the authenticator looks accounts and users up. Soft-deleted ones are not found. */
export interface Directory {
  account(accountId: string): Promise<AccountFacts | undefined>
  user(accountId: string, userId: string): Promise<UserFacts | undefined>
  /** The signature secret of a device, for tokens of devices. */
  deviceSecret(accountId: string, deviceId: string): Promise<string | undefined>
  /** The account's users one of whose stored values is among `keys` (see `Credentials.lookupKeys`). */
  usersByCredentials(accountId: string, keys: readonly string[]): Promise<readonly UserFacts[]>
  /** `crossbar.auth.basic_auth_type` of the account, else of the system. */
  basicAuthType(accountId: string): Promise<string>
  /** The JWT that a bearer token stands for: field `Token` of a document of type `bearer-token` in `system_auth`. */
  bearerToken(id: string): Promise<string | undefined>
}
