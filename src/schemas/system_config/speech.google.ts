import Type from 'typebox'
import { Words } from '../keywords.ts'

/** System-wide settings of `speech.google`. */
export const SystemConfigSpeechGoogle = Type.Object({
  asr_api_key: Type.String({ default: '' }),
  asr_enable_automatic_punctuation: Type.Optional(Type.Boolean({ default: true })),
  asr_enable_word_time_offsets: Type.Optional(Type.Boolean()),
  asr_model: Type.Optional(
    Words(['command_and_search', 'phone_call', 'video', 'default'], { default: 'phone_call' }),
  ),
  asr_profanity_filter: Type.Optional(Type.Boolean()),
  asr_url: Type.Optional(Type.String({ default: 'https://speech.googleapis.com/v1/speech:recognize' })),
  asr_use_enhanced: Type.Optional(Type.Boolean({ default: true })),
  tts_api_key: Type.Optional(Type.String({ default: '' })),
  tts_url: Type.Optional(Type.String({ default: 'https://texttospeech.googleapis.com/v1/text:synthesize' })),
})

export type SystemConfigSpeechGoogle = Type.Static<typeof SystemConfigSpeechGoogle>
