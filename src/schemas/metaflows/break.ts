import type Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** Stops what is playing. */
export const MetaflowBreak = AnyObject({ properties: {} })

export type MetaflowBreak = Type.Static<typeof MetaflowBreak>
