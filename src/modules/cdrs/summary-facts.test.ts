import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { classify, summaryFacts } from './summary-facts.ts'

describe('classifiers of the summary', () => {
  const numbers: readonly (readonly [string, string])[] = [
    ['+18005550100', 'tollfree_us'],
    ['+18555550100', 'tollfree_us'],
    ['8005550100', 'did_us'],
    ['+19005550100', 'toll_us'],
    ['911', 'emergency'],
    ['933', 'emergency'],
    ['+18765550100', 'caribbean'],
    ['18765550100', 'caribbean'],
    ['+14155550100', 'did_us'],
    ['4155550100', 'did_us'],
    ['14155550100', 'did_us'],
    ['+442071838750', 'international'],
    ['+1234', 'unknown'],
    ['100', 'unknown'],
    ['', 'unknown'],
    ['911\n', 'unknown'],
  ]
  for (const [number, name] of numbers)
    it(`${JSON.stringify(number)} is ${name}`, () => {
      assert.equal(classify(number), name)
    })
})

describe('what the summary counts', () => {
  it('is calls from outside, by the domain they come from', () => {
    assert.deepEqual(
      summaryFacts({
        call_direction: 'inbound',
        from: '+14155550199@sip.example.test',
        to: '+14155550100@account.test',
        billing_seconds: '120',
        custom_channel_vars: { rate_name: 'default_us' },
      }),
      ['inbound', 'sip.example.test', 'did_us', '120', 'default_us'],
    )
  })

  it('is calls to carriers, by the domain they go to', () => {
    assert.deepEqual(
      summaryFacts({
        call_direction: 'outbound',
        from: '100@account.test',
        to: '911@carrier.example.test',
        custom_channel_vars: { resource_id: 'r' },
      }),
      ['outbound', 'carrier.example.test', 'emergency', '0', ''],
    )
  })

  it("is neither the account's own phones nor loopback", () => {
    const nothing = ['']
    const vars = { resource_id: 'r' }
    assert.deepEqual(
      summaryFacts({ call_direction: 'inbound', custom_channel_vars: { authorizing_id: 'd' } }),
      nothing,
    )
    assert.deepEqual(summaryFacts({ call_direction: 'outbound', custom_channel_vars: {} }), nothing)
    assert.deepEqual(
      summaryFacts({ call_direction: 'outbound', channel_name: 'loopback/100-a', custom_channel_vars: vars }),
      nothing,
    )
  })
})
