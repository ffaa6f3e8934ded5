import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LineReader, type Line } from './lines.ts'

/** The lines of a file that comes in pieces of so many bytes. */
function lines(text: string, bytes: number): readonly Line[] {
  const reader = new LineReader()
  const all = Buffer.from(text)
  const found: Line[] = []
  for (let at = 0; at < all.length; at += bytes) found.push(...reader.read(all.subarray(at, at + bytes)))
  return [...found, ...reader.end()]
}

describe('lines of a file', () => {
  it('are found however the file comes in pieces', () => {
    const expected = [
      { number: 1, text: 'one' },
      { number: 3, text: 'zwölf 🙂' },
      { number: 4, text: 'last' },
    ]
    for (const bytes of [1, 2, 3, 7, 100]) {
      assert.deepEqual(lines('one\r\n\nzwölf 🙂\nlast', bytes), expected)
      assert.deepEqual(lines('one\n \nzwölf 🙂\nlast\n', bytes), expected)
    }
  })

  it('do not begin with the mark some editors leave', () => {
    assert.deepEqual(lines('\ufeff{}\n', 100), [{ number: 1, text: '{}' }])
  })

  it('of more than a mebibyte are passed over, and held by nobody', () => {
    const long = 'x'.repeat(1_048_577)
    assert.deepEqual(lines(`a\n${long}\nb`, 65_536), [
      { number: 1, text: 'a' },
      { number: 2, text: undefined },
      { number: 3, text: 'b' },
    ])
    assert.deepEqual(lines(long.slice(1), 65_536), [{ number: 1, text: long.slice(1) }])
  })
})
