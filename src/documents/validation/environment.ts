/** How settled a field is; fields below the system's level are refused when one is configured. */
export type StabilityLevel = 'alpha' | 'beta' | 'stable'

/** Hosts clients may not make the server call (core.md §15, config `kazoo_web`, `client.blacklist`). */
export interface UrlBlacklist {
  /** Host names, compared without regard to case. */
  readonly hosts: readonly string[]
  /** IPv4 or IPv6 networks such as `127.0.0.1/32`, applied to literal addresses. */
  readonly cidrs: readonly string[]
}

/** What validation takes from the configuration and from the rest of the system. */
export interface ValidationEnvironment {
  /** Whether wrong types are reported instead of converted (`schema_strict_validation`). */
  readonly strict: boolean
  /** Whether an unknown schema is a failure (`ensure_valid_schema`); if not, data passes unchecked. */
  readonly ensureValidSchema: boolean
  readonly stabilityLevel?: StabilityLevel
  readonly urlBlacklist: UrlBlacklist
  /** Whether a document exists; without it, references to documents are not checked. */
  readonly documentExists?: (db: string, id: string) => Promise<boolean>
}

/** The environment of a system nobody configured. */
export const defaultEnvironment: ValidationEnvironment = {
  strict: false,
  ensureValidSchema: true,
  urlBlacklist: { hosts: ['localhost'], cidrs: ['127.0.0.1/32', '0.0.0.0/32'] },
}
