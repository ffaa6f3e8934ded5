import type { CallSwitch } from './calls.ts'
import type { ChannelSwitch } from './channels.ts'
import type { ConferenceSwitch } from './conferences.ts'
import type { FaxSwitch } from './faxes.ts'
import type { MessageSwitch } from './messages.ts'
import type { NetworkSwitch } from './network.ts'
import type { PhoneSwitch } from './phones.ts'
import type { PresenceSwitch } from './presence.ts'
import type { QueueSwitch } from './queues.ts'
import type { RegistrationSwitch } from './registrations.ts'
import type { TraceSwitch } from './traces.ts'

export type { MessageWaiting, SipContent } from './phones.ts'
export type { Registration } from './registrations.ts'

/**
 * The telephone network, as the API asks and commands it (calls-and-events.md, "Switch contract"). An adapter
 * implements all of it, in three rules:
 *
 * - **Questions** give back a promise: of what is known within the time its description names, and of what the
 *   description says of silence when nobody answers. `withDeadlines` sees to it that an adapter that takes
 *   longer, or fails, does not keep a client waiting.
 * - **Commands** give back nothing: they are sent and not waited for, and must not throw.
 * - Whoever asks has checked that the account may. Realms and ids are those of the account then; names that
 *   clients choose, such as conference ids, come together with the account they belong to.
 */
export interface Switch
  extends
    RegistrationSwitch,
    PhoneSwitch,
    NetworkSwitch,
    ChannelSwitch,
    CallSwitch,
    ConferenceSwitch,
    PresenceSwitch,
    QueueSwitch,
    MessageSwitch,
    FaxSwitch,
    TraceSwitch {}
