import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { coverageOf } from './coverage.ts'
import { fontsOf, usualFont } from './fonts.ts'
import { onOneLine, runsOf } from './runs.ts'
import { wrapped } from './table.ts'

const letters = { name: 'letters', covers: (codePoint: number) => codePoint < 0x3000 }
const signs = { name: 'signs', covers: (codePoint: number) => codePoint >= 0x3000 && codePoint < 0xffff }

describe('runs of a text', () => {
  it('are in the first font that has the characters', () => {
    assert.deepEqual(runsOf('Ann 李雷 Lee', [letters, signs]), [
      { font: 'letters', text: 'Ann ' },
      { font: 'signs', text: '李雷' },
      { font: 'letters', text: ' Lee' },
    ])
    assert.deepEqual(runsOf('😀', [letters, signs]), [{ font: 'letters', text: '😀' }])
    assert.deepEqual(runsOf('', [letters, signs]), [])
    assert.deepEqual(runsOf('any', []), [])
  })

  it('are of one direction each, spaces within a run kept together', () => {
    assert.deepEqual(runsOf('Ann שלום עולם!', [letters]), [
      { font: 'letters', text: 'Ann ' },
      { font: 'letters', text: 'שלום\u00a0עולם' },
      { font: 'letters', text: '!' },
    ])
  })

  it('keep marks with their letters', () => {
    assert.deepEqual(runsOf('e\u0301', [letters, signs]), [{ font: 'letters', text: 'e\u0301' }])
  })

  it('are made of one line of ordinary length', () => {
    assert.equal(onOneLine('a\r\nb\u0000c\u2028d'), 'a b c d')
    assert.equal(onOneLine('x'.repeat(5000)).length, 1000)
    assert.equal(onOneLine(`${'x'.repeat(999)}😀`).at(-1), '\ufffd')
  })
})

describe('lines of a text', () => {
  const measure = (text: string): number => text.length

  it('end between words where that is possible', () => {
    assert.deepEqual(wrapped('one two  three', 7, measure), ['one two', 'three'])
    assert.deepEqual(wrapped('one two', 3, measure), ['one', 'two'])
    assert.deepEqual(wrapped('', 3, measure), [''])
  })

  it('end within words that are too long', () => {
    assert.deepEqual(wrapped('a bcdefgh i', 3, measure), ['a', 'bcd', 'efg', 'h i'])
    assert.deepEqual(wrapped('abc', 0, measure), ['a', 'b', 'c'])
  })
})

describe('the fonts', () => {
  it('have the letters of Europe and the Near East; files that are none are passed over', async () => {
    const fonts = await fontsOf(['/nowhere/font.ttf'])
    assert.deepEqual(
      fonts.map(({ name }) => name),
      [usualFont],
    )
    const shown = Array.from('aŁßЩΩקش李').filter((character) =>
      fonts[0]?.covers(character.codePointAt(0) ?? 0),
    )
    assert.equal(shown.join(''), 'aŁßЩΩקش')
  })

  it('have nothing when they are none', () => {
    assert.equal(coverageOf(Buffer.alloc(64))(65), false)
  })
})
