import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { firstAccountNotice } from './first-account-notice.ts'

const account = {
  accountId: 'a1',
  name: 'Master',
  realm: 'master.localhost',
  username: 'admin',
  password: 'drawn-password',
  apiKey: 'drawn-key',
}

describe('firstAccountNotice', () => {
  it('shows secrets that were drawn', () => {
    const text = firstAccountNotice(account, { masterPassword: undefined, masterApiKey: undefined })
    assert.match(text, /^ {2}password {4}drawn-password$/m)
    assert.match(text, /^ {2}API key {5}drawn-key$/m)
    assert.match(text, /Write them down/)
  })

  it('does not repeat secrets that were given', () => {
    const given = { masterPassword: 'drawn-password', masterApiKey: 'drawn-key' }
    const text = firstAccountNotice(account, given)
    assert.doesNotMatch(text, /drawn|Write them down/)
    assert.match(text, /^ {2}password {4}\(CROSSBAR_MASTER_PASSWORD\)$/m)
  })
})
