import Type from 'typebox'
import { Ref } from './keywords.ts'
import type { CallflowAction } from './callflows/action.ts'
import type { Metaflows } from './metaflows.ts'

/** Numbers and patterns, and the tree of actions a call to one of them goes through. */
export const Callflow = Type.Object({
  name: Type.Optional(Type.String({ description: 'Name for people.' })),
  featurecode: Type.Optional(
    Type.Object(
      {
        name: Type.Optional(
          Type.String({ description: 'What the code does.', minLength: 1, maxLength: 128 }),
        ),
        number: Type.Optional(
          Type.String({ description: 'Code without its star.', minLength: 1, maxLength: 30 }),
        ),
      },
      { description: 'Marks the callflow as a feature code.' },
    ),
  ),
  flags: Type.Optional(
    Type.Array(Type.String(), {
      description: 'Words for other systems to find the document by.',
      support_level: 'supported',
    }),
  ),
  flow: Type.Optional(Ref<CallflowAction>('callflows.action', { description: 'First action.' })),
  metaflow: Type.Optional(
    Ref<Metaflows>('metaflows', { description: 'Actions that digits trigger during the call.' }),
  ),
  numbers: Type.Optional(
    Type.Array(Type.String({ minLength: 1, maxLength: 36 }), {
      description: 'Numbers and extensions that lead here.',
      uniqueItems: true,
      default: [],
    }),
  ),
  patterns: Type.Optional(
    Type.Array(Type.String({ minLength: 1 }), {
      description: 'Regular expressions of numbers that lead here.',
      default: [],
    }),
  ),
  ringback: Type.Optional(
    Type.Object({
      early: Type.Optional(
        Type.String({ description: 'Sound in place of ringing, before the call is taken.' }),
      ),
      transfer: Type.Optional(Type.String({ description: 'Sound in place of ringing, while transferred.' })),
    }),
  ),
})

export type Callflow = Type.Static<typeof Callflow>
