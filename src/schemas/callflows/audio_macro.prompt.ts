import Type from 'typebox'

/** A prompt within an audio macro. */
export const CallflowAudioMacroPrompt = Type.Object({
  id: Type.Optional(Type.String()),
  language: Type.Optional(Type.String()),
  terminators: Type.Optional(
    Type.Array(Type.String(), { default: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] }),
  ),
})

export type CallflowAudioMacroPrompt = Type.Static<typeof CallflowAudioMacroPrompt>
