import type { SystemConfig } from '../documents/system-config.ts'
import { defaultThrottleLimits, type ThrottleLimits } from './login-throttle.ts'

/** The bounds on wrong logins that an operator set, `crossbar.auth.throttle`; a bound of 0 is none. */
export function throttleLimits(config: SystemConfig): ThrottleLimits {
  const { perLogin, perAddress, windowSeconds } = defaultThrottleLimits
  return {
    ...defaultThrottleLimits,
    perLogin: config.integer('crossbar.auth', 'throttle.per_login', perLogin),
    perAddress: config.integer('crossbar.auth', 'throttle.per_address', perAddress),
    windowSeconds: config.integer('crossbar.auth', 'throttle.window_s', windowSeconds),
  }
}
