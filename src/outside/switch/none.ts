import type { Switch } from './port.ts'

/** No telephone network: nothing is registered, and commands reach nobody, as when no switch answers. */
export const noSwitch: Switch = {
  registrations: () => Promise.resolve([]),
  checkSync: () => undefined,
  notify: () => undefined,
  flushCredentials: () => undefined,
  flushRegistrations: () => undefined,
  reloadAcls: () => undefined,
  updateMessageWaiting: () => undefined,
}
