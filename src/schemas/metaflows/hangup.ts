import type Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** Hangs up. */
export const MetaflowHangup = AnyObject({ properties: {} })

export type MetaflowHangup = Type.Static<typeof MetaflowHangup>
