import type { Json } from '../json.ts'
import type { Store } from '../store/port.ts'
import type { LoginThrottle } from './login-throttle.ts'

const wrongTopic = 'wrong logins'
const forgivenTopic = 'forgiven logins'

/** Has wrong logins count in all processes that share the store, whichever of them found one wrong, and be forgiven in all. */
export function countTogether(throttle: LoginThrottle, store: Pick<Store, 'say' | 'hear'>): void {
  throttle.onSettled(
    ({ against, guess, forgivable }) => store.say(wrongTopic, { against, guess, forgivable }),
    (digest) => store.say(forgivenTopic, { digest }),
  )
  store.hear(wrongTopic, ({ against, guess, forgivable }) => {
    if (typeof guess !== 'string') return
    throttle.note({ against: texts(against), guess, forgivable: texts(forgivable) })
  })
  store.hear(forgivenTopic, ({ digest }) => {
    if (typeof digest === 'string') throttle.noteForgiven(digest)
  })
}

function texts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
