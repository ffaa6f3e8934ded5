import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { redact } from './redaction.ts'

describe('redact', () => {
  it('hides secrets whatever their writing, at any depth and in lists', () => {
    assert.deepEqual(
      redact({
        Password: 'a',
        'x-auth-token': 'b',
        data: { credentials: 'c', users: [{ record_pin: '1234', name: 'Ada' }] },
        pin: 1234,
      }),
      {
        Password: '[redacted]',
        'x-auth-token': '[redacted]',
        data: { credentials: '[redacted]', users: [{ record_pin: '[redacted]', name: 'Ada' }] },
        pin: '[redacted]',
      },
    )
  })

  it('hides secrets in addresses', () => {
    assert.deepEqual(redact({ url: '/v2/accounts?page_size=5&auth_token=abc.def&x=1#top' }), {
      url: '/v2/accounts?page_size=5&auth_token=[redacted]&x=1#top',
    })
  })

  it('gives back the same object when there is nothing to hide, and never changes one', () => {
    const harmless = { account_id: 'a', nested: { list: [1, 'x=y', null] }, when: new Date(0) }
    assert.equal(redact(harmless), harmless)
    const telling = { nested: { secret: 's' } }
    redact(telling)
    assert.deepEqual(telling, { nested: { secret: 's' } })
  })

  it('keeps errors as they are', () => {
    const err = new Error('x')
    assert.equal(redact({ err, password: 'p' })['err'], err)
  })

  it('ends on circular objects and leaves out what lies too deep', () => {
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    assert.match(JSON.stringify(redact(circle)), /"\[deeper\]"/)
  })

  it('does not take a key named __proto__ for a prototype', () => {
    const hostile = JSON.parse('{"__proto__":{"password":"p"}}') as Record<string, unknown>
    assert.equal(JSON.stringify(redact(hostile)), '{"__proto__":{"password":"[redacted]"}}')
  })
})
