import Type from 'typebox'

/** System-wide settings of `speech`. */
export const SystemConfigSpeech = Type.Object({
  asr_api_key: Type.Optional(Type.String({ default: '' })),
  asr_locale: Type.Optional(Type.String({ default: 'en-us' })),
  asr_mime_type: Type.Optional(Type.String({ default: 'application/wav' })),
  asr_preferred_content_type: Type.Optional(Type.String({ default: 'application/wav' })),
  asr_provider: Type.Optional(Type.String({ default: 'ispeech' })),
  asr_url: Type.Optional(Type.String({ default: 'http://api.ispeech.org/api/json' })),
  temporary_storage_path: Type.Optional(Type.String({ default: '/tmp' })),
  tts_api_key: Type.Optional(Type.String({ default: '' })),
  tts_args_encode: Type.Optional(Type.String({ default: 'multipart' })),
  tts_cache: Type.Optional(Type.Integer({ default: 3600000 })),
  tts_end_padding: Type.Optional(Type.Integer({ default: 0 })),
  tts_language: Type.Optional(Type.String({ default: 'en-us' })),
  tts_provider: Type.Optional(Type.String({ default: 'flite' })),
  tts_speed: Type.Optional(Type.Integer({ default: 0 })),
  tts_start_padding: Type.Optional(Type.Integer({ default: 1 })),
  tts_url_ispeech: Type.Optional(Type.String({ default: 'http://api.ispeech.org/api/json' })),
  tts_url_voicefabric: Type.Optional(Type.String({ default: 'https://voicefabric.ru/WSServer/ws/tts' })),
  tts_voice: Type.Optional(Type.String({ default: 'male' })),
})

export type SystemConfigSpeech = Type.Static<typeof SystemConfigSpeech>
