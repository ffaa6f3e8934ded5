import type Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** A document of the skeleton module, which shows how modules are made. */
export const Skel = AnyObject({ properties: {} })

export type Skel = Type.Static<typeof Skel>
