import type { Store } from '../store/port.ts'
import type { LoginThrottle } from './login-throttle.ts'

const topic = 'wrong logins'

/** Has wrong logins count in all processes that share the store, whichever of them found one wrong. */
export function countTogether(throttle: LoginThrottle, store: Pick<Store, 'say' | 'hear'>): void {
  throttle.onWrong(({ against, guess }) => store.say(topic, { against, guess }))
  store.hear(topic, ({ against, guess }) => {
    if (!Array.isArray(against) || typeof guess !== 'string') return
    throttle.note({ against: against.filter((each) => typeof each === 'string'), guess })
  })
}
