import type Type from 'typebox'
import { carrierCall } from '../parts/carrier-call.ts'

/** Calls out through the carriers of the system. */
export const CallflowOffnet = carrierCall

export type CallflowOffnet = Type.Static<typeof CallflowOffnet>
