import type Type from 'typebox'
import { AnyObject } from './keywords.ts'

/** Names of the rules, and what they choose by. */
export const ResourceSelectorsRules = AnyObject({ default: {} })

export type ResourceSelectorsRules = Type.Static<typeof ResourceSelectorsRules>
