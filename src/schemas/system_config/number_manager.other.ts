import Type from 'typebox'
import { OneOf } from '../keywords.ts'

/** System-wide settings of `number_manager.other`. */
export const SystemConfigNumberManagerOther = Type.Object({
  default_country: Type.Optional(Type.String({ default: 'US' })),
  endpoints: Type.Optional(OneOf([Type.String(), Type.Array(Type.String())])),
  phonebook_url: Type.Optional(Type.String()),
})

export type SystemConfigNumberManagerOther = Type.Static<typeof SystemConfigNumberManagerOther>
