import assert from 'node:assert/strict'
import { test } from 'node:test'
import pino from 'pino'
import { openText, sealText } from '../../auth/sealed-text.ts'
import { SecretKey } from '../../auth/secret-key.ts'
import type { JsonObject } from '../../json.ts'
import type { MailMessage } from '../../outside/mail/port.ts'
import { queuedMail, sendQueuedMail } from './queued-mail.ts'

const message = { to: 'jo@acme.test', subject: 'Hello', text: 'a secret link' }

function sealing(byte: number) {
  const secret = new SecretKey(Buffer.alloc(32, byte))
  return {
    signIn: {
      seal: (place: string, text: string) => sealText(secret, place, text),
      unseal: (place: string, sealed: string) => openText(secret, place, sealed),
    },
  }
}

function payloadOf(byte: number): JsonObject {
  const change = queuedMail(sealing(byte), message)
  assert.equal(change.change, 'enqueue')
  return change.payload
}

function worker(send: (message: MailMessage) => Promise<void>, byte = 1) {
  const mail = { ready: true, send, close: () => undefined }
  return sendQueuedMail({ ...sealing(byte), mail, log: pino({ level: 'silent' }) })
}

test('waiting mail tells nothing of itself, and is sent as it was', async () => {
  const payload = payloadOf(1)
  for (const word of Object.values(message)) assert.equal(JSON.stringify(payload).includes(word), false)
  const sent: MailMessage[] = []
  await worker((mail) => Promise.resolve(void sent.push(mail)))(payload)
  assert.deepEqual(sent, [message])
})

test('mail is tried again while the server cannot take it, and given up when it will not', async () => {
  for (const [responseCode, again] of [
    [undefined, true],
    [451, true],
    [550, false],
  ] as const) {
    const failure = Object.assign(new Error('no'), { responseCode })
    const done = worker(() => Promise.reject(failure))(payloadOf(1))
    await (again ? assert.rejects(done, failure) : assert.doesNotReject(done))
  }
})

test('mail that was sealed with another secret is given up', async () => {
  let sent = 0
  const counting = (): Promise<void> => Promise.resolve(void (sent += 1))
  await worker(counting, 2)(payloadOf(1))
  await worker(counting)({ sealed: 7 })
  assert.equal(sent, 0)
})
