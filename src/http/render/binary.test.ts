import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answer, failed } from '../../failures.ts'
import { planBinary } from './binary.ts'

const mp3 = { bytes: 100, contentType: 'audio/mpeg', fileName: 'a.mp3' }

function ranged(range: string | undefined): unknown {
  const plan = planBinary(mp3, range)
  if (failed(plan)) return plan.detail
  return [plan.status, plan.headers['content-range'], plan.start, plan.end, plan.headers['content-length']]
}

describe('a binary', () => {
  it('is sent whole without a range', () => {
    assert.deepEqual(planBinary(mp3, undefined), {
      status: 200,
      headers: {
        'content-type': 'audio/mpeg',
        'content-length': '100',
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
        'content-disposition': 'attachment; filename=a.mp3',
      },
      start: 0,
      end: 99,
      length: 100,
    })
  })

  it('is sent in part by one range', () => {
    assert.deepEqual(ranged('bytes=0-0'), [206, 'bytes 0-0/100', 0, 0, '1'])
    assert.deepEqual(ranged('bytes=10-19'), [206, 'bytes 10-19/100', 10, 19, '10'])
    assert.deepEqual(ranged('bytes=90-'), [206, 'bytes 90-99/100', 90, 99, '10'])
    assert.deepEqual(ranged('Bytes = 1-99'), [206, 'bytes 1-99/100', 1, 99, '99'])
  })

  it('is sent whole, saying so, for a range that is not taken', () => {
    const whole = [200, 'bytes 0-99/100', 0, 99, '100']
    for (const range of [
      'bytes=0-99',
      'bytes=0-',
      'bytes=-5',
      'bytes=0-1,5-6',
      'bytes=0-100',
      'bytes=200-300',
      'bytes=9-5',
      'bytes=a-b',
      'bytes=1-99999999999999999999',
      'items=0-1',
      '',
    ]) {
      assert.deepEqual(ranged(range), whole, range)
    }
  })

  it('is 416 for what starts beyond its end', () => {
    const failure = answer(416, 'range not satisfiable', {}, { 'content-range': 'bytes */100' })
    assert.deepEqual(ranged('bytes=100-'), failure.detail)
    assert.deepEqual(ranged('bytes=500-'), failure.detail)
  })

  it('may be empty', () => {
    const plan = planBinary({ bytes: 0 }, 'bytes=0-')
    assert.deepEqual(plan, {
      status: 200,
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': '0',
        'accept-ranges': 'bytes',
        'x-content-type-options': 'nosniff',
      },
      start: 0,
      end: -1,
      length: 0,
    })
  })

  it('never sends a type that is none, and may be shown inline', () => {
    for (const contentType of ['', 'audio', 'a/b\r\nx: y', 'a/ü']) {
      const plan = planBinary({ bytes: 1, contentType, isInline: true }, undefined)
      assert.ok(!failed(plan))
      assert.equal(plan.headers['content-type'], 'application/octet-stream')
      assert.equal(plan.headers['content-disposition'], 'inline')
    }
  })
})
