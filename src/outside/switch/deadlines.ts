import type { Logger } from 'pino'
import { silentSwitch } from './none.ts'
import type { Switch } from './port.ts'
import { Unanswered } from './unanswered.ts'

/** Seconds within which the network answers, where nothing else is said (calls-and-events.md, "Conventions"). */
export const answerSeconds = 2
/** Seconds within which call-centre servers tell of agents. */
const agentSeconds = 3
/** Seconds that nobody waits longer than, whatever a client asks for. */
const longestWait = 600
/** Seconds an adapter has beyond all these to hand over what arrived in time. */
const graceSeconds = 0.25

/**
 * A switch whose questions always end: when the network behind it has not answered in time, or fails, the
 * answer is that of a network where nobody replies. Commands go through as they are.
 */
export function withDeadlines(network: Switch, log: Logger): Switch {
  const silence = silentSwitch()
  const within = async <T>(seconds: number, ask: () => Promise<T>, otherwise: () => T | Promise<T>) => {
    const deadline = Promise.withResolvers<undefined>()
    const timer = setTimeout(
      deadline.resolve,
      (Math.min(seconds, longestWait) + graceSeconds) * 1000,
      undefined,
    )
    const answered = async (): Promise<{ readonly answer: T }> => ({ answer: await ask() })
    try {
      const first = await Promise.race([answered(), deadline.promise])
      return first ? first.answer : await otherwise()
    } catch (error: unknown) {
      log.warn({ err: error }, 'the switch failed to answer')
      return await otherwise()
    } finally {
      clearTimeout(timer)
    }
  }
  const timeout = () => new Unanswered('timeout')
  return {
    registrations: (...args) =>
      within(
        answerSeconds,
        () => network.registrations(...args),
        () => [],
      ),
    countRegistrations: (realm) =>
      within(
        answerSeconds,
        () => network.countRegistrations(realm),
        () => 0,
      ),
    flushRegistrations: (...args) => {
      network.flushRegistrations(...args)
    },
    flushCredentials: (...args) => {
      network.flushCredentials(...args)
    },
    checkSync: (...args) => {
      network.checkSync(...args)
    },
    notify: (...args) => {
      network.notify(...args)
    },
    updateMessageWaiting: (...args) => {
      network.updateMessageWaiting(...args)
    },
    reloadAcls: (...args) => {
      network.reloadAcls(...args)
    },
    reloadGateways: (...args) => {
      network.reloadGateways(...args)
    },
    flushAccessLists: (...args) => {
      network.flushAccessLists(...args)
    },
    channels: (query) =>
      within(
        answerSeconds,
        () => network.channels(query),
        () => silence.channels(query),
      ),
    channel: (callId) => within(answerSeconds, () => network.channel(callId), timeout),
    actOnChannel: (...args) => {
      network.actOnChannel(...args)
    },
    runMetaflow: (...args) => {
      network.runMetaflow(...args)
    },
    startCall: (...args) => {
      network.startCall(...args)
    },
    placeCall: (request, wait) => within(wait, () => network.placeCall(request, wait), timeout),
    eavesdrop: (request) => within(answerSeconds, () => network.eavesdrop(request), timeout),
    conferences: (account) =>
      within(
        answerSeconds,
        () => network.conferences(account),
        () => silence.conferences(account),
      ),
    conference: (place) =>
      within(
        answerSeconds,
        () => network.conference(place),
        () => undefined,
      ),
    commandConference: (...args) => {
      network.commandConference(...args)
    },
    dialFromConference: (place, request) =>
      within(
        request.timeout * request.endpoints.length,
        () => network.dialFromConference(place, request),
        timeout,
      ),
    presence: (query) =>
      within(
        answerSeconds,
        () => network.presence(query),
        () => silence.presence(query),
      ),
    resetPresence: (...args) => {
      network.resetPresence(...args)
    },
    updatePresence: (...args) => {
      network.updatePresence(...args)
    },
    agentStatuses: (query) => within(agentSeconds, () => network.agentStatuses(query), timeout),
    queueStats: (query) => within(answerSeconds, () => network.queueStats(query), timeout),
    commandAgent: (...args) => {
      network.commandAgent(...args)
    },
    sendMessage: (...args) => {
      network.sendMessage(...args)
    },
    sendFax: (fax, wait) => within(wait, () => network.sendFax(fax, wait), timeout),
    faxStatus: (account, fax) => within(answerSeconds, () => network.faxStatus(account, fax), timeout),
    tracedCalls: (calls) => within(answerSeconds, () => network.tracedCalls(calls), timeout),
    trace: (call) => within(answerSeconds, () => network.trace(call), timeout),
  }
}
