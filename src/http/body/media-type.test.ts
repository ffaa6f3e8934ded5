import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { emptyAnswer, failed } from '../../failures.ts'
import { contentTypeOf, mediaTypeMatches, parseMediaType } from './media-type.ts'

describe('media types', () => {
  it('are read with their parameters', () => {
    const type = parseMediaType('Multipart/Form-Data ; Boundary="a\\"b c" ;x=1;')
    assert.ok(type)
    assert.equal(type.essence, 'multipart/form-data')
    assert.deepEqual(
      [...type.parameters],
      [
        ['boundary', 'a"b c'],
        ['x', '1'],
      ],
    )
  })

  it('are undefined when malformed', () => {
    for (const bad of ['', 'json', 'a/', '/b', 'a/b/c', 'a b/c', 'a/b; x', 'a/b; x="', 'a/b; x=1 y']) {
      assert.equal(parseMediaType(bad), undefined, bad)
    }
  })

  it('default to JSON in a request, and fail with 400 when malformed', () => {
    const absent = contentTypeOf(undefined)
    assert.equal(failed(absent) ? undefined : absent.essence, 'application/json')
    assert.deepEqual(contentTypeOf('json'), emptyAnswer(400))
  })

  it('fit themselves, their family and anything', () => {
    assert.equal(mediaTypeMatches('audio/mp3', 'audio/mp3'), true)
    assert.equal(mediaTypeMatches('audio/mp3', 'audio/*'), true)
    assert.equal(mediaTypeMatches('audio/mp3', '*/*'), true)
    assert.equal(mediaTypeMatches('audio/mp3', 'audio/mp'), false)
    assert.equal(mediaTypeMatches('audiox/mp3', 'audio/*'), false)
  })
})
