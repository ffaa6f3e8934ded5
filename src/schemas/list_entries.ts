import Type from 'typebox'
import { Ref } from './keywords.ts'
import type { Profile } from './profile.ts'

/** One number or pattern of a list. */
export const ListEntry = Type.Object({
  list_id: Type.String(),
  capture_group_key: Type.Optional(Type.String()),
  capture_group_length: Type.Optional(Type.Integer()),
  displayname: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  firstname: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  lastname: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  number: Type.Optional(Type.String()),
  pattern: Type.Optional(Type.String()),
  profile: Type.Optional(Ref<Profile>('profile', { default: {}, type: 'object' })),
  type: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
})

export type ListEntry = Type.Static<typeof ListEntry>
