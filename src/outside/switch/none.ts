import type { Switch } from './port.ts'
import { Unanswered } from './unanswered.ts'

/**
 * No telephone network: questions are answered as when nobody replies, and commands reach nobody
 * (calls-and-events.md, "Switch contract", column "Silent").
 */
export function silentSwitch(): Switch {
  const unheard = (): undefined => undefined
  const timeout = (): Promise<Unanswered> => Promise.resolve(new Unanswered('timeout'))
  const unreachable = (): Promise<Unanswered> => Promise.resolve(new Unanswered('unreachable'))
  return {
    registrations: () => Promise.resolve([]),
    countRegistrations: () => Promise.resolve(0),
    flushRegistrations: unheard,
    flushCredentials: unheard,
    checkSync: unheard,
    notify: unheard,
    updateMessageWaiting: unheard,
    reloadAcls: unheard,
    reloadGateways: unheard,
    flushAccessLists: unheard,
    channels: () => Promise.resolve([]),
    channel: timeout,
    actOnChannel: unheard,
    runMetaflow: unheard,
    startCall: unheard,
    placeCall: timeout,
    eavesdrop: timeout,
    conferences: () => Promise.resolve(new Map()),
    conference: () => Promise.resolve(undefined),
    commandConference: unheard,
    dialFromConference: unreachable,
    presence: () => Promise.resolve({ subscriptions: [], complete: false }),
    resetPresence: unheard,
    updatePresence: unheard,
    agentStatuses: timeout,
    queueStats: unreachable,
    commandAgent: unheard,
    sendMessage: unheard,
    sendFax: unreachable,
    faxStatus: timeout,
    tracedCalls: timeout,
    trace: timeout,
  }
}

/** The network of a server that has none. */
export const noSwitch: Switch = silentSwitch()
