import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { attachmentName } from './attachments.ts'
import { contentTypeOfExtension, extensionOf } from './file-extensions.ts'

describe('names of attachments', () => {
  it('have no spaces, and the extension of their type when they have none', () => {
    assert.equal(attachmentName('my greeting.mp3', 'audio/mpeg'), 'mygreeting.mp3')
    assert.equal(attachmentName('greeting', 'audio/mpeg'), 'greeting.mp3')
    assert.equal(attachmentName('greeting', 'AUDIO/X-WAV; rate=8000'), 'greeting.wav')
    assert.equal(attachmentName('greeting.ogg', 'audio/mpeg'), 'greeting.ogg')
    assert.equal(attachmentName('greeting', 'made/up'), 'greeting')
  })

  it('are random where none is given', () => {
    assert.match(attachmentName('', 'audio/ogg'), /^[0-9a-f]{32}\.oga$/)
    assert.match(attachmentName('   ', 'made/up'), /^[0-9a-f]{32}$/)
  })

  it('stay names: no paths, no control characters, no endless ones', () => {
    assert.equal(attachmentName('../../etc/passwd', 'text/plain'), '.._.._etc_passwd')
    assert.equal(attachmentName('a\r\nb\\c', 'text/plain'), 'a__b_c.txt')
    assert.equal(attachmentName('x'.repeat(1_000), 'made/up').length, 255)
  })
})

describe('file extensions', () => {
  it('follow from media types', () => {
    assert.equal(extensionOf('application/pdf'), 'pdf')
    assert.equal(extensionOf('image/tiff'), 'tiff')
    assert.equal(extensionOf('audio/mp3'), 'mp3')
    assert.equal(extensionOf('x'), undefined)
  })

  it('lead back to media types', () => {
    assert.equal(contentTypeOfExtension('mp3'), 'audio/mpeg')
    assert.equal(contentTypeOfExtension('wav'), 'audio/x-wav')
    assert.equal(contentTypeOfExtension('mp4'), 'video/mp4')
    assert.equal(contentTypeOfExtension('zzz'), 'application/octet-stream')
  })
})
