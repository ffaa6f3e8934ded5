import { askProvider } from './fetch-audio.ts'
import { SpeechFailure, type SpeechRequest, type SpeechSettings, type SpokenText } from './port.ts'

const usualUrl = 'http://api.ispeech.org/api/json'

/** Names of languages as iSpeech writes them, before the sex. */
const languages: ReadonlyMap<string, string> = new Map([
  ['ca-es', 'eurcatalan'],
  ['cs-cz', 'eurczech'],
  ['da-dk', 'eurdanish'],
  ['de-de', 'eurgerman'],
  ['en-au', 'auenglish'],
  ['en-ca', 'caenglish'],
  ['en-gb', 'ukenglish'],
  ['en-us', 'usenglish'],
  ['es-es', 'eurspanish'],
  ['es-us', 'usspanish'],
  ['fi-fi', 'eurfinnish'],
  ['fr-ca', 'cafrench'],
  ['fr-fr', 'eurfrench'],
  ['hu-hu', 'eurhungarian'],
  ['it-it', 'euritalian'],
  ['ja-jp', 'jpjapanese'],
  ['ko-kr', 'krkorean'],
  ['nb-no', 'eurnorwegian'],
  ['nl-nl', 'eurdutch'],
  ['pl-pl', 'eurpolish'],
  ['pt-br', 'brportuguese'],
  ['pt-pt', 'eurportuguese'],
  ['ru-ru', 'rurussian'],
  ['sv-se', 'swswedish'],
  ['tr-tr', 'eurturkish'],
  ['us-us', 'usspanish'],
  ['zh-cn', 'chchinese'],
  ['zh-hk', 'hkchinese'],
  ['zh-tw', 'twchinese'],
])

/** Speaks with iSpeech (JSON interface, action `convert`); gives back what it sends for `wav`. */
export async function speakWithIspeech(
  { text, voice }: SpeechRequest,
  settings: SpeechSettings,
): Promise<SpokenText | SpeechFailure> {
  const [sex = '', language = '', ...more] = voice.toLowerCase().split('/')
  const name = languages.get(language)
  if (name === undefined || more.length > 0) return new SpeechFailure('the speech provider has no such voice')
  const answer = await askProvider(
    settings.url ?? usualUrl,
    {},
    { action: 'convert', apikey: settings.apiKey, text, voice: `${name}${sex}`, format: 'wav' },
    ['message'],
  )
  return answer instanceof SpeechFailure ? answer : { contentType: answer.contentType, content: answer.body }
}
