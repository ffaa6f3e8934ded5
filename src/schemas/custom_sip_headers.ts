import Type from 'typebox'
import { Matching } from './keywords.ts'

/** SIP headers added to a call. */
export const CustomSipHeaders = Matching(
  { '^[a-zA-z0-9_\\-]+$': Type.String() },
  { additionalProperties: false },
)

export type CustomSipHeaders = Type.Static<typeof CustomSipHeaders>
