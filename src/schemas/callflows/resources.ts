import type Type from 'typebox'
import { carrierCall } from '../parts/carrier-call.ts'

/** Calls out through the account's or the system's carriers. */
export const CallflowResources = carrierCall

export type CallflowResources = Type.Static<typeof CallflowResources>
