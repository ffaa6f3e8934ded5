import Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** Settings of a provider of second factors. */
export const MultiFactorProvider = Type.Object(
  {
    name: Type.String(),
    enabled: Type.Boolean(),
    provider_name: Type.String(),
    settings: Type.Optional(AnyObject()),
  },
  { additionalProperties: true },
)

export type MultiFactorProvider = Type.Static<typeof MultiFactorProvider>
