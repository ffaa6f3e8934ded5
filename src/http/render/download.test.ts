import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { contentDisposition, csvFileName } from './download.ts'

describe('the name of a CSV download', () => {
  it('comes from the header, then the request value, then is made up', () => {
    assert.equal(csvFileName({ header: 'h.csv', value: 'v.csv', isStreamed: false }), 'h.csv')
    assert.equal(csvFileName({ value: 'v.csv', isStreamed: false }), 'v.csv')
    assert.equal(csvFileName({ value: true, isStreamed: true }), 'result.csv')
    assert.match(csvFileName({ isStreamed: false }), /^json_[0-9a-f]{22}\.csv$/)
  })

  it('is a base name', () => {
    assert.equal(csvFileName({ header: '../../etc/passwd', isStreamed: true }), 'passwd')
    assert.equal(csvFileName({ header: 'C:\\temp\\a.csv', isStreamed: true }), 'a.csv')
    assert.equal(csvFileName({ header: 'dir/..', isStreamed: true }), 'result.csv')
    assert.equal(csvFileName({ value: 'a\r\nb\u0000.csv', isStreamed: true }), 'ab.csv')
  })
})

describe('content-disposition', () => {
  it('quotes the name', () => {
    assert.equal(contentDisposition('attachment', 'a b.csv'), 'attachment; filename="a b.csv"')
    assert.equal(contentDisposition('attachment', 'a"b;c.csv'), 'attachment; filename="a\\"b;c.csv"')
    assert.equal(
      contentDisposition('attachment', 'x"\r\nset-cookie: a=b'),
      'attachment; filename="x\\"set-cookie: a=b"',
    )
  })

  it('sends names outside of ASCII twice', () => {
    assert.equal(
      contentDisposition('attachment', "Zürich's 😀.csv"),
      `attachment; filename="Z_rich's _.csv"; filename*=UTF-8''Z%C3%BCrich%27s%20%F0%9F%98%80.csv`,
    )
    assert.equal(contentDisposition('inline', 'a\ud800b'), 'inline; filename="ab"')
  })

  it('leaves quotes out where they are not needed', () => {
    const bare = (name: string) => contentDisposition('attachment', name, 'as needed')
    assert.equal(
      bare('4155550100_2024-10-01_11:06:40.mp3'),
      'attachment; filename=4155550100_2024-10-01_11:06:40.mp3',
    )
    assert.equal(bare('a b.mp3'), 'attachment; filename="a b.mp3"')
    assert.equal(bare('a;b=c'), 'attachment; filename="a;b=c"')
    assert.equal(bare(''), 'attachment')
  })
})
