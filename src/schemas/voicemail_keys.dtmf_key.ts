import type Type from 'typebox'
import { Words } from './keywords.ts'

/** A key of a telephone. */
export const VoicemailKeysDtmfKey = Words(['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'], {
  minLength: 1,
  maxLength: 1,
})

export type VoicemailKeysDtmfKey = Type.Static<typeof VoicemailKeysDtmfKey>
