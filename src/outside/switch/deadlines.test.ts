import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, it, mock } from 'node:test'
import pino from 'pino'
import { withDeadlines } from './deadlines.ts'
import { silentSwitch } from './none.ts'
import type { Switch } from './port.ts'
import { Unanswered } from './unanswered.ts'

const log = pino({ level: 'silent' })
const never = () => new Promise<never>(() => undefined)

function over(methods: Partial<Switch>): Switch {
  return withDeadlines({ ...silentSwitch(), ...methods }, log)
}

describe('a switch with deadlines', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] })
  })
  afterEach(() => {
    mock.timers.reset()
  })

  it('gives the answer that comes in time', async () => {
    const telephony = over({ countRegistrations: () => Promise.resolve(7) })
    assert.equal(await telephony.countRegistrations('a.test'), 7)
  })

  it('answers as a silent network when the time is over', async () => {
    const telephony = over({ registrations: never, channel: never, conference: never, presence: never })
    const answers = Promise.all([
      telephony.registrations('a.test'),
      telephony.channel('call'),
      telephony.conference({ accountId: 'a', conferenceId: 'c' }),
      telephony.presence({ realm: 'a.test', searchType: 'summary' }),
    ])
    mock.timers.tick(2_250)
    assert.deepEqual(await answers, [
      [],
      new Unanswered('timeout'),
      undefined,
      { subscriptions: [], complete: false },
    ])
  })

  it('waits as long as those who ask say, and no longer', async () => {
    const call = { timeout: 10, endpoints: [] }
    let outcome: unknown = 'waiting'
    const telephony = over({ placeCall: never })
    const waiting = telephony
      .placeCall(
        {
          ...call,
          accountId: 'a',
          application: { name: 'transfer', data: {} },
          dialMethod: 'simultaneous',
          ignoreEarlyMedia: true,
          media: 'process',
          continueOnFail: false,
          channelVars: {},
          applicationVars: {},
          exportedVars: [],
          requestId: 'r',
        },
        10,
      )
      .then((answer) => {
        outcome = answer
      })
    mock.timers.tick(9_000)
    await Promise.resolve()
    assert.equal(outcome, 'waiting')
    mock.timers.tick(1_250)
    await waiting
    assert.deepEqual(outcome, new Unanswered('timeout'))
  })

  it('answers as a silent network when the one behind fails, at once or later', async () => {
    const telephony = over({
      conferences: () => Promise.reject(new Error('gone')),
      channels: () => {
        throw new Error('broken')
      },
    })
    assert.deepEqual(await telephony.conferences('a'), new Map())
    assert.deepEqual(await telephony.channels('all'), [])
  })

  it('passes commands on', () => {
    const told: unknown[] = []
    const telephony = over({ notify: (...args) => told.push(args) })
    telephony.notify('a.test', 'phone', 'talk', { contentType: 'text/plain', body: 'now' })
    assert.deepEqual(told, [['a.test', 'phone', 'talk', { contentType: 'text/plain', body: 'now' }]])
  })
})
