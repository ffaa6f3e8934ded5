import Type from 'typebox'
import { Ref, Words } from '../keywords.ts'
import type { CallflowAudioMacroPrompt } from './audio_macro.prompt.ts'
import type { CallflowAudioMacroSay } from './audio_macro.say.ts'
import type { CallflowAudioMacroTone } from './audio_macro.tone.ts'
import type { CallflowPlay } from './play.ts'
import type { CallflowTts } from './tts.ts'

/** Plays prompts, tones and speech, one after another. */
export const CallflowAudioMacro = Type.Object({
  language: Type.Optional(Type.String()),
  macros: Type.Optional(
    Type.Array(
      Type.Object(
        { macro: Words(['play', 'prompt', 'say', 'tts', 'tone']) },
        {
          oneOf: [
            Ref<CallflowPlay>('callflows.play', { properties: { macro: Words(['play']) } }),
            Ref<CallflowAudioMacroTone>('callflows.audio_macro.tone', {
              properties: { macro: Words(['tone']) },
            }),
            Ref<CallflowAudioMacroPrompt>('callflows.audio_macro.prompt', {
              properties: { macro: Words(['prompt']) },
            }),
            Ref<CallflowAudioMacroSay>('callflows.audio_macro.say', {
              properties: { macro: Words(['say']) },
            }),
            Ref<CallflowTts>('callflows.tts', { properties: { macro: Words(['tts']) } }),
          ],
        },
      ),
      { minItems: 1, default: [] },
    ),
  ),
  skip_module: Type.Optional(Type.Boolean()),
  terminators: Type.Optional(
    Type.Array(Type.String(), { default: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] }),
  ),
})

export type CallflowAudioMacro = Type.Static<typeof CallflowAudioMacro>
