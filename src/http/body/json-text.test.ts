import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { failed, type Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import { parseJsonBody } from './json-text.ts'

function reason(text: string): unknown {
  const result: Json | Failure = parseJsonBody(Buffer.from(text))
  assert.ok(failed(result) && result.detail.kind === 'validation', `${text} was taken`)
  return result.detail.errors['json']?.['invalid']?.['message']
}

describe('JSON of a body', () => {
  it('is refused with the reason and the byte offset', () => {
    const faults: Readonly<Record<string, string>> = {
      ' ': 'unexpected end around 1',
      '{': 'unexpected end around 1',
      '{"a"': 'unexpected end around 4',
      '{"a" 1}': 'missing colon around 5',
      '{"a":1 "b":2}': 'missing comma or closing bracket around 7',
      '{"a":[1}}': 'missing comma or closing bracket around 7',
      '{"a":1,}': 'expected a key around 7',
      '[1,]': 'unexpected character around 3',
      '{a:1}': 'expected a key around 1',
      '{} x': 'unexpected text after the end around 3',
      '{"a":tru}': 'unexpected character around 5',
      '{"a":01}': 'missing comma or closing bracket around 6',
      '{"a":-}': 'unexpected character around 5',
      '{"a":NaN}': 'unexpected character around 5',
      '{"a":"x': 'unterminated string around 7',
      '{"a":"\\x"}': 'bad escape around 6',
      '{"a":"\\u12g4"}': 'bad escape around 6',
      '{"a":"\n"}': 'control character in a string around 6',
      '{"ü":"\\q"}': 'bad escape around 7',
      "{'a':1}": 'expected a key around 1',
      '{"a":[-1e400]}': 'number out of range around 6',
    }
    for (const [text, expected] of Object.entries(faults)) assert.equal(reason(text), expected, text)
  })

  it('may nest 200 deep and no deeper, brackets in strings apart', () => {
    const nested = (depth: number) => `${'['.repeat(depth)}"${'['.repeat(500)}\\""${']'.repeat(depth)}`
    assert.equal(failed(parseJsonBody(Buffer.from(nested(200)))), false)
    assert.equal(reason(nested(201)), 'nesting deeper than 200 around 200')
  })

  it('is judged as JSON.parse judges it, and every refusal has a reason', () => {
    const whole = '{"a":[1,-2.5e3,"x\\n\\u00e9\\"",true,null,{}],"b":{"c":[[]]}}'
    for (let at = 0; at < whole.length; at++) {
      for (const put of ['', '"', '}', ',', ':', '0', 'e', '\\', '\t']) {
        const text = whole.slice(0, at) + put + whole.slice(at + 1)
        let expected: unknown
        try {
          expected = JSON.parse(text)
        } catch {
          assert.doesNotMatch(String(reason(text)), /value out of range/, text)
          continue
        }
        assert.deepEqual(parseJsonBody(Buffer.from(text)), expected, text)
      }
    }
  })
})
