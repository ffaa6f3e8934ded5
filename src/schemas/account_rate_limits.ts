import Type from 'typebox'
import { Ref } from './keywords.ts'
import type { DeviceRateLimits } from './device_rate_limits.ts'

/** How many registrations and calls an account may start in a period. */
export const AccountRateLimits = Type.Object(
  {
    account: Ref<DeviceRateLimits>('device_rate_limits'),
    device: Ref<DeviceRateLimits>('device_rate_limits'),
  },
  { additionalProperties: true },
)

export type AccountRateLimits = Type.Static<typeof AccountRateLimits>
