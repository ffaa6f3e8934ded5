import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseTerm, TermError } from './parse-term.ts'
import { atom, document, errorWith, isOk, ok, okWith, printTerm, textOf, tuple } from './terms.ts'

describe('printTerm', () => {
  it('writes atoms, quoted where needed', () => {
    assert.equal(printTerm(ok), 'ok')
    assert.equal(printTerm(atom('cb_about')), 'cb_about')
    assert.equal(printTerm(atom('Not ok')), "'Not ok'")
    assert.equal(printTerm(atom("it's")), "'it\\'s'")
    assert.equal(printTerm(atom('end')), "'end'")
    assert.equal(printTerm(true), 'true')
  })

  it('writes texts as binaries', () => {
    assert.equal(printTerm('0f8c'), '<<"0f8c">>')
    assert.equal(printTerm('a "b" \\ c\n\u0001'), '<<"a \\"b\\" \\\\ c\\n\\x{1}">>')
    assert.equal(printTerm('Zürich'), '<<"Zürich"/utf8>>')
  })

  it('writes numbers, lists, tuples and documents', () => {
    assert.equal(printTerm([1, -2.5, 1e21]), '[1,-2.5,1.0e21]')
    assert.equal(printTerm([]), '[]')
    assert.equal(printTerm(okWith('id')), '{ok,<<"id">>}')
    assert.equal(printTerm(errorWith(atom('not_found'))), '{error,not_found}')
    assert.equal(printTerm(okWith(document({ a: [1, null] }))), '{ok,{"a":[1,null]}}')
  })
})

describe('isOk', () => {
  it('holds for the atom only', () => {
    assert.equal(isOk(atom('ok')), true)
    assert.equal(isOk('ok'), false)
    assert.equal(isOk(okWith('x')), false)
  })
})

describe('textOf', () => {
  it('takes the text of scalars and the notation of the rest', () => {
    assert.equal(textOf('a b'), 'a b')
    assert.equal(textOf(atom('cb_about')), 'cb_about')
    assert.equal(textOf(5), '5')
    assert.equal(textOf(false), 'false')
    assert.equal(textOf([atom('a'), 'b']), '[a,<<"b">>]')
  })
})

describe('parseTerm', () => {
  it('reads what operators write', () => {
    assert.deepEqual(parseTerm('ok'), ok)
    assert.deepEqual(parseTerm(" 'Not ok' "), atom('Not ok'))
    assert.equal(parseTerm('true'), true)
    assert.equal(parseTerm('-12'), -12)
    assert.equal(parseTerm('1.5e3'), 1500)
    assert.equal(parseTerm('"this is \\"text\\"\\n"'), 'this is "text"\n')
    assert.equal(parseTerm('<<"Etc/UTC">>'), 'Etc/UTC')
    assert.equal(parseTerm('<<"Zürich"/utf8>>'), 'Zürich')
    assert.equal(parseTerm('<<>>'), '')
    assert.equal(parseTerm('"\\x{1F600}"'), '\u{1F600}')
    assert.deepEqual(parseTerm('[]'), [])
    assert.deepEqual(parseTerm('{{2020, 01, 01}, [a, "b"]}'), tuple(tuple(2020, 1, 1), [atom('a'), 'b']))
  })

  it('reads back what is printed', () => {
    for (const term of [okWith('Zü"r\n'), [1, 2.5, atom('Ab c'), true], tuple(), 'x\u0001y']) {
      assert.deepEqual(parseTerm(printTerm(term)), term)
    }
  })

  it('says what is wrong', () => {
    const wrong: Readonly<Record<string, string>> = {
      '': 'it ends too early',
      '[1,': 'it ends too early',
      '[1 2]': 'unexpected "2]"',
      'ok.': 'unexpected "."',
      Upper: 'unexpected "Upper"',
      '"open': 'unexpected "\\"open"',
      '<<1,2>>': 'unexpected "1,2>>"',
      "<<'a'>>": '<<…>> takes a text in double quotes',
      '"\\x{110000}"': 'there is no such character',
      ['['.repeat(200)]: 'it is nested too deeply',
    }
    for (const [text, reason] of Object.entries(wrong)) {
      const error = parseTerm(text)
      assert.ok(error instanceof TermError)
      assert.equal(error.message, `${JSON.stringify(text)} is not a term: ${reason}`)
    }
  })
})
