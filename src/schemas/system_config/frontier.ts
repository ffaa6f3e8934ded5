import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `frontier`. */
export const SystemConfigFrontier = Type.Object({
  rate_limits: Type.Optional(
    AnyObject({
      default: {
        account: {
          per_minute: { invites: 200, registrations: 100, total_packets: 2000 },
          per_second: { invites: 50, registrations: 20, total_packets: 100 },
        },
        device: {
          per_minute: { invites: 100, registrations: 20, total_packets: 1000 },
          per_second: { invites: 5, registrations: 2, total_packets: 20 },
        },
      },
    }),
  ),
})

export type SystemConfigFrontier = Type.Static<typeof SystemConfigFrontier>
