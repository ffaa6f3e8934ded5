import Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** A bulk job, with the rows it works on. */
export const Task = Type.Object(
  {
    file_name: Type.Optional(Type.String()),
    records: Type.Optional(Type.Array(AnyObject(), { minItems: 1 })),
  },
  { additionalProperties: true },
)

export type Task = Type.Static<typeof Task>
