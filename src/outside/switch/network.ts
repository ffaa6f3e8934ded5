/** What lies around telephones: who is let in, and where calls leave. Nobody waits for these commands. */
export interface NetworkSwitch {
  /** Asks anew which IP addresses are let in without credentials. */
  reloadAcls(): void
  /** Asks anew for the gateways to carriers, and registers at those that want it. */
  reloadGateways(): void
  /** Has proxies forget the access lists of a realm, or of one endpoint. */
  flushAccessLists(realm: string, username?: string): void
}
