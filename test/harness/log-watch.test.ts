import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LogWatch } from './log-watch.ts'

describe('a watched log', () => {
  it('is fine with lines that have no secrets', () => {
    const watch = new LogWatch(['open sesame'])
    watch.log.info({ path: '/v2/accounts' }, 'request')
    watch.check()
  })

  it('fails with a known secret, and with any token', () => {
    for (const text of ['open sesame', `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(40)}`]) {
      const watch = new LogWatch(['open sesame'])
      watch.log.trace({ deep: { down: text } }, 'request')
      watch.log.trace('another line')
      assert.throws(() => watch.check(), /in 1 lines/)
    }
  })
})
