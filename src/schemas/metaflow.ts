import Type from 'typebox'
import type { JsonObject } from '../json.ts'
import { AnyObject, Matching, Ref } from './keywords.ts'

/** An action that is taken during a call. */
export const Metaflow = Type.Object({
  module: Type.String({ minLength: 1, maxLength: 64, 'kazoo-validation': true }),
  children: Type.Optional(Matching({ '.+': Ref<Metaflow>('metaflow') })),
  data: Type.Optional(AnyObject({ default: {}, 'kazoo-validation': true })),
})

export type Metaflow = {
  module: string
  data?: JsonObject
  children?: Record<string, Metaflow>
}
