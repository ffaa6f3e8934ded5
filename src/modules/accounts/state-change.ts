import type { Document } from '../../documents/document.ts'
import type { Services } from '../declaration/services.ts'

/**
 * Lets the switch forget the registrations and credentials of an account that was enabled or disabled, so
 * that its new state counts for the next call (accounts-and-pbx.md, "accounts" 8).
 */
export function flushSwitch(services: Pick<Services, 'switch'>, before: Document, after: Document): void {
  if (isEnabled(before) === isEnabled(after)) return
  const { realm } = after.body
  if (typeof realm !== 'string') return
  services.switch.flushRegistrations(realm)
  services.switch.flushCredentials(realm)
}

/** `pvt_enabled`; accounts are enabled unless it says otherwise. */
export function isEnabled({ hidden }: Pick<Document, 'hidden'>): boolean {
  return hidden['pvt_enabled'] !== false
}
