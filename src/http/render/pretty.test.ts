import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { prettyJson } from './pretty.ts'

describe('pretty printing', () => {
  it('indents by two and spaces the colon', () => {
    const text = '{"data":{"a":[1,{"b":null}],"e":{},"l":[]},"s":"x,{\\"y\\":[1]\\\\","n":1.0}'
    assert.equal(
      prettyJson(text),
      `{
  "data" : {
    "a" : [
      1,
      {
        "b" : null
      }
    ],
    "e" : {},
    "l" : []
  },
  "s" : "x,{\\"y\\":[1]\\\\",
  "n" : 1.0
}`,
    )
  })

  it('leaves values alone', () => {
    assert.equal(prettyJson('"a:b"'), '"a:b"')
    assert.equal(prettyJson('12345678901234567890'), '12345678901234567890')
    assert.equal(prettyJson('{}'), '{}')
  })
})
