import Type from 'typebox'
import { AnyObject, Matching, Words } from './keywords.ts'

/** An application of the apps store. */
export const App = Type.Object({
  name: Type.String({ minLength: 3, maxLength: 64 }),
  api_url: Type.String({ format: 'uri' }),
  author: Type.String({ minLength: 2, maxLength: 64 }),
  i18n: Matching({
    '[a-z]{2}\\-[A-Z]{2}': Type.Object({
      description: Type.String({ minLength: 3 }),
      label: Type.String({ minLength: 3, maxLength: 64 }),
      extended_description: Type.Optional(Type.String()),
      features: Type.Optional(Type.Array(Type.String())),
    }),
  }),
  icon: Type.String(),
  license: Type.String(),
  price: Type.Number({ minimum: 0 }),
  version: Type.String(),
  allowed_users: Type.Optional(Words(['specific', 'all', 'admins'])),
  masqueradable: Type.Optional(Type.Boolean({ default: true })),
  phase: Type.Optional(Words(['alpha', 'beta', 'gold'])),
  published: Type.Optional(Type.Boolean()),
  screenshots: Type.Optional(Type.Array(Type.String())),
  source_url: Type.Optional(Type.String({ format: 'uri' })),
  tags: Type.Optional(Type.Array(Type.String())),
  urls: Type.Optional(AnyObject()),
  users: Type.Optional(Type.Array(Type.String())),
})

export type App = Type.Static<typeof App>
