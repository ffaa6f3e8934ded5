/** Where a SIP endpoint is registered. Names in lower camel case of what clients see in snake case. */
export interface Registration {
  readonly username: string
  readonly realm: string
  /** `sip:` URI to reach it at. */
  readonly contact?: string
  /** The contact as the endpoint sent it, before proxies changed it. */
  readonly originalContact?: string
  readonly previousContact?: string
  readonly userAgent?: string
  /** Call id of the registration's dialog. */
  readonly callId?: string
  readonly fromUser?: string
  readonly fromHost?: string
  readonly toUser?: string
  readonly toHost?: string
  /** Where the last REGISTER came from, as the network sees it. */
  readonly networkIp?: string
  readonly networkPort?: number
  readonly sourceIp?: string
  readonly sourcePort?: number
  readonly proxyPath?: string
  readonly proxyIp?: string
  readonly proxyPort?: number
  readonly proxyProtocol?: string
  /** Seconds. */
  readonly expires?: number
  /** Gregorian seconds of the last REGISTER. */
  readonly eventTimestamp?: number
  readonly firstRegistration?: boolean
  /** Gregorian seconds. */
  readonly initialRegistration?: number
  /** Gregorian seconds. */
  readonly lastRegistration?: number
  readonly accountRealm?: string
  readonly accountName?: string
  /** Id of the device or trunk that registered, where the switch keeps it. */
  readonly authorizingId?: string
  readonly authorizingType?: string
  readonly ownerId?: string
  readonly presenceId?: string
  readonly registrarNode?: string
  readonly registrarHostname?: string
  readonly bridgeRuri?: string
  readonly suppressUnregisterNotify?: boolean
  readonly registerOverwriteNotify?: boolean
}

/** Registrations, and what the switch remembers of credentials. */
export interface RegistrationSwitch {
  /**
   * Registrations of a realm, of one user name if given; of the whole system for the realm `all`. What has
   * arrived within 2 s; empty when no registrar answers.
   */
  registrations(realm: string, username?: string): Promise<readonly Registration[]>
  /** How many registrations a realm has, or the whole system for `all`. First answer within 2 s; 0 without one. */
  countRegistrations(realm: string): Promise<number>
  /** Ends the registrations of a realm, or of one user name. */
  flushRegistrations(realm: string, username?: string): void
  /** Forgets the credentials of an endpoint; of all of a realm without a user name. */
  flushCredentials(realm: string, username?: string): void
}
