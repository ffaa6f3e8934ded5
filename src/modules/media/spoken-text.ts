import { Readable } from 'node:stream'
import type { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import { answer, type Failure, type ValidationErrors } from '../../failures.ts'
import { valueAt, type JsonObject } from '../../json.ts'
import { TooLarge } from '../../outside/blobs/port.ts'
import { SpeechFailure } from '../../outside/speech/port.ts'
import type { Content } from '../declaration/attachments.ts'
import type { Services } from '../declaration/services.ts'

/** A spoken text in the blob store. */
export interface Spoken extends Content {
  readonly name: string
}

/** Whether a medium is a text to be spoken. */
export function isSpoken(body: JsonObject): boolean {
  return body['media_source'] === 'tts'
}

function textOf(body: JsonObject): string {
  const text = valueAt(body, ['tts', 'text'])
  return typeof text === 'string' ? text : ''
}

function voiceOf(body: JsonObject): string {
  const voice = valueAt(body, ['tts', 'voice'])
  return typeof voice === 'string' ? voice : 'female/en-US'
}

/** A medium to be spoken needs a text. */
export function textErrors(body: JsonObject): ValidationErrors {
  if (!isSpoken(body) || textOf(body) !== '') return {}
  return { 'tts.text': { required: { message: 'There is no text to speak', value: 'text' } } }
}

/** Whether the content of a medium is this text in this voice already. */
export function spokenBefore(body: JsonObject, { hidden }: Document): boolean {
  return hidden['pvt_previous_tts'] === textOf(body) && hidden['pvt_previous_voice'] === voiceOf(body)
}

/** Private fields that remember what was spoken; they go when a medium is none. */
export function spokenMemory(body: JsonObject): JsonObject {
  return isSpoken(body)
    ? { pvt_previous_tts: textOf(body), pvt_previous_voice: voiceOf(body) }
    : { pvt_previous_tts: undefined, pvt_previous_voice: undefined }
}

/** Has a text spoken and stores the sound; fails with 500 and the provider's words (media-and-messaging.md, "media" 8). */
export async function speak(
  { speech, blobs }: Pick<Services, 'speech' | 'blobs'>,
  body: JsonObject,
): Promise<Spoken | Failure> {
  const spoken = await speech.speak({ text: textOf(body), voice: voiceOf(body) })
  if (spoken instanceof SpeechFailure) return answer(500, spoken.reason)
  const written = await blobs.write(Readable.from([spoken.content]))
  if (written instanceof TooLarge) throw new Error('content was limited that should not be')
  return { ...written, name: `text_to_speech_${now()}.wav`, contentType: spoken.contentType }
}
