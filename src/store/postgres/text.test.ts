import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { foldedBytes, foldedText } from './folding.ts'
import { restored, stored } from './text.ts'

const texts = [
  '',
  'a',
  'a\0',
  'a\0b',
  'a\u0001',
  'a\u0001\0',
  'a\u0001\u0001',
  'a\u0001\u0002',
  'a\u0002',
  'é\0\0',
]

void describe('texts in PostgreSQL', () => {
  void it('have no null characters, and come back as they were', () => {
    for (const text of texts) {
      assert.equal(stored(text).includes('\0'), false)
      assert.equal(restored(stored(text)), text)
    }
  })

  void it('sort as they did before', () => {
    const sorted = texts.toSorted()
    assert.deepEqual(sorted.map(stored).toSorted(), sorted.map(stored))
  })

  void it('have whole characters only', () => {
    assert.equal(stored('a\ud83d'), 'a\ufffd')
  })
})

void describe('folding', () => {
  void it('leaves what is short as it is', () => {
    const bytes = Buffer.alloc(1600, 7)
    assert.deepEqual(foldedBytes(bytes), bytes)
    const text = 'é'.repeat(800)
    assert.equal(foldedText(text), text)
  })

  void it('makes what is long short, equal things equal, others different', () => {
    const [one, other] = [Buffer.alloc(5000, 7), Buffer.alloc(5000, 7)]
    assert.equal(foldedBytes(one).length, 1600)
    assert.deepEqual(foldedBytes(one), foldedBytes(other))
    other[4999] = 8
    assert.notDeepEqual(foldedBytes(one), foldedBytes(other))
    const [text, longer] = ['x'.repeat(5000), 'x'.repeat(5001)]
    assert.ok(Buffer.byteLength(foldedText(text)) < 1600)
    assert.equal(foldedText(text), foldedText('x'.repeat(5000)))
    assert.notEqual(foldedText(text), foldedText(longer))
  })

  void it('keeps the order of keys that differ early', () => {
    const keys = ['a', `b${'x'.repeat(4000)}`, `c${'x'.repeat(4000)}`, 'd'].map((text) => Buffer.from(text))
    const folded = keys.map(foldedBytes)
    assert.deepEqual(
      folded.toSorted((one, other) => Buffer.compare(one, other)),
      folded,
    )
  })

  void it('of what is folded gives the same', () => {
    const folded = foldedBytes(Buffer.alloc(5000, 7))
    assert.deepEqual(foldedBytes(folded), folded)
  })
})
