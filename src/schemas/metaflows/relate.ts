import Type from 'typebox'
import { OneOf, Words } from '../keywords.ts'

/** Sets how participants of a conference hear each other. */
export const MetaflowRelate = Type.Object({
  conference_id: Type.String(),
  other_participant: OneOf([Type.String(), Type.Integer()]),
  participant_id: OneOf([Type.String(), Type.Integer()]),
  relationship: Type.Optional(Words(['deaf', 'clear', 'mute'], { default: 'clear' })),
})

export type MetaflowRelate = Type.Static<typeof MetaflowRelate>
