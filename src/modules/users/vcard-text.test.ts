import assert from 'node:assert/strict'
import { test } from 'node:test'
import { vcardText } from './vcard-text.ts'

const nothing = { organization: undefined, timezone: 'UTC', photo: undefined }

test('a card has no empty lines', () => {
  assert.equal(
    vcardText({ first_name: 'Jo', email: '', profile: { nicknames: [], addresses: [{}] } }, nothing),
    'BEGIN:VCARD\nVERSION:3.0\nFN:Jo\nN:Jo\nTZ:UTC\nEND:VCARD\n',
  )
})

test('long lines go on behind a space, and no character is cut in two', () => {
  const note = '🙂'.repeat(100)
  const lines = vcardText({ profile: { note } }, nothing).split('\n')
  const at = lines.findIndex((line) => line.startsWith('NOTE:'))
  assert.equal(lines[at], `NOTE:${'🙂'.repeat(70)}`)
  assert.equal(lines[at + 1], ` ${'🙂'.repeat(30)}`)
})

test('fields of a wrong type are left out, and separators are escaped', () => {
  const card = vcardText({ first_name: 'a:b;c,d\\e\r\nf', last_name: 7, profile: 'none' }, nothing)
  assert.equal(
    card,
    'BEGIN:VCARD\nVERSION:3.0\nFN:a\\:b\\;c\\,d\\\\e\\nf\nN:a\\:b\\;c\\,d\\\\e\\nf\nTZ:UTC\nEND:VCARD\n',
  )
})

test('a picture tells its kind, JPEG when it has none', () => {
  const kinds = ['image/png', 'image/gif; q=1', 'image/jpeg', 'application/octet-stream'].map(
    (contentType) =>
      /TYPE=(\w+)/.exec(vcardText({}, { ...nothing, photo: { contentType, base64: 'AA==' } }))?.[1],
  )
  assert.deepEqual(kinds, ['PNG', 'GIF', 'JPEG', 'JPEG'])
})
