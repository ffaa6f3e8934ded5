import type Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** Goes on with the call. */
export const MetaflowResume = AnyObject({ properties: {} })

export type MetaflowResume = Type.Static<typeof MetaflowResume>
