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

const url = 'http://127.0.0.1:8000'

describe('firstAccountNotice', () => {
  it('shows secrets that were drawn', () => {
    const text = firstAccountNotice(account, { masterPassword: undefined, masterApiKey: undefined }, url)
    assert.match(text, /^ {2}password {4}drawn-password$/m)
    assert.match(text, /^ {2}API key {5}drawn-key$/m)
    assert.match(text, /Write them down/)
    assert.ok(
      text.endsWith(
        "  curl -X PUT http://127.0.0.1:8000/v2/api_auth -H 'Content-Type: application/json' \\\n" +
          `    -d '{"data":{"api_key":"drawn-key"}}'`,
      ),
    )
  })

  it('does not repeat secrets that were given', () => {
    const given = { masterPassword: 'drawn-password', masterApiKey: 'drawn-key' }
    const text = firstAccountNotice(account, given, url)
    assert.doesNotMatch(text, /drawn|Write them down/)
    assert.match(text, /^ {2}password {4}\(CROSSBAR_MASTER_PASSWORD\)$/m)
  })
})
