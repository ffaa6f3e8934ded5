import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { callCost } from './call-cost.ts'

/** 0.012 of the currency a minute, in steps of six seconds after the first 30. */
const vars = { rate: 120, rate_increment: 6, rate_minimum: 30 }

describe('what a call costs', () => {
  it('is nothing unless the call is billed by the minute', () => {
    assert.equal(callCost('allotment', 120, vars), 0)
    assert.equal(callCost(undefined, 120, vars), 0)
  })

  it('is the minimum for a short call', () => {
    assert.equal(callCost('per_minute', 1, vars), 60)
    assert.equal(callCost('per_minute', 30, vars), 60)
  })

  it('counts whole increments beyond the minimum', () => {
    assert.equal(callCost('per_minute', 31, vars), 72)
    assert.equal(callCost('per_minute', 36, vars), 72)
    assert.equal(callCost('per_minute', 37, vars), 84)
  })

  it('takes an increment of a minute when there is none, or none of any length', () => {
    assert.equal(callCost('per_minute', 61, { rate: 100 }), 200)
    assert.equal(callCost('per_minute', 61, { rate: 100, rate_increment: 0 }), 200)
  })

  it('adds the surcharge and takes the discount off', () => {
    assert.equal(callCost('per_minute', 60, { rate: 100, surcharge: 50 }), 150)
    assert.equal(callCost('per_minute', 60, { rate: 100, surcharge: 50, discount_percentage: 10 }), 135)
    assert.equal(callCost('per_minute', 60, { rate: 99, discount_percentage: 50 }), 50)
  })

  it('is nothing within the time that is free of charge, and for seconds billed elsewhere', () => {
    assert.equal(callCost('per_minute', 5, { rate: 100, rate_nocharge_time: 5 }), 0)
    assert.equal(callCost('per_minute', 6, { rate: 100, rate_nocharge_time: 5 }), 100)
    assert.equal(callCost('per_minute', 60, { rate: 100, billing_seconds_offset: 60 }), 0)
    assert.equal(callCost('per_minute', 61, { rate: 100, billing_seconds_offset: '60' }), 100)
  })

  it('reads numbers that are texts', () => {
    assert.equal(callCost('per_minute', 31, { rate: '120', rate_increment: '6', rate_minimum: '30' }), 72)
  })
})
