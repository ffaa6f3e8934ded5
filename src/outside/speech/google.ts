import { valueAt, type JsonObject } from '../../json.ts'
import { askProvider, parsed } from './fetch-audio.ts'
import { SpeechFailure, type SpeechRequest, type SpeechSettings, type SpokenText } from './port.ts'

const usualUrl = 'https://texttospeech.googleapis.com/v1/text:synthesize'

/** Speaks with Google Cloud Text-to-Speech (REST, `text:synthesize`); gives back a WAV file. */
export async function speakWithGoogle(
  { text, voice }: SpeechRequest,
  settings: SpeechSettings,
): Promise<SpokenText | SpeechFailure> {
  const answer = await askProvider(
    settings.url ?? usualUrl,
    { 'x-goog-api-key': settings.apiKey },
    { input: { text }, voice: googleVoice(voice), audioConfig: { audioEncoding: 'LINEAR16' } },
    ['error', 'message'],
  )
  if (answer instanceof SpeechFailure) return answer
  const audio = valueAt(parsed(answer.body), ['audioContent'])
  if (typeof audio !== 'string') return new SpeechFailure('the speech provider sent no sound')
  return { contentType: 'audio/x-wav', content: Buffer.from(audio, 'base64') }
}

/** `female/en-US` names a sex and a language, `en-US-Wavenet-D` one voice. */
function googleVoice(voice: string): JsonObject {
  const [first = '', language] = voice.split('/')
  return language === undefined
    ? { name: voice, languageCode: first.split('-').slice(0, 2).join('-') }
    : { languageCode: language, ssmlGender: first.toUpperCase() }
}
