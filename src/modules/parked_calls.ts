import type { View } from '../documents/types.ts'
import { isJsonObject, type Json } from '../json.ts'
import { allRows } from './declaration/all-rows.ts'
import { normalizedNames } from './declaration/api-names.ts'
import type { AccountContext } from './declaration/context.ts'
import { inAccount, type Module } from './declaration/module.ts'
import { dataResult, type Result } from './declaration/results.ts'

/** Occupied parking slots, in the documents `parking-slot-<number>` that the switch writes. */
const slots: View = {
  name: 'parked_calls/crossbar_listing',
  version: 1,
  emit: ({ id, body }) => {
    const { slot } = body
    const number = /^parking-slot-(.+)$/.exec(id)?.[1]
    return number !== undefined && isJsonObject(slot)
      ? [{ key: number, value: { [number]: normalizedNames(slot) } }]
      : []
  },
}

/** Calls that are parked (accounts-and-pbx.md and calls-and-events.md, "parked_calls"). */
export default {
  name: 'parked_calls',
  documents: [{ type: 'parked_call', views: [slots] }],
  operations: [
    inAccount('GET', '', {
      summary: 'Shows which parking slots are occupied',
      handle: readSlots,
    }),
  ],
} satisfies Module

async function readSlots({ services, db }: AccountContext): Promise<Result> {
  const rows = await allRows(services.documents, { db, view: slots.name })
  const entries = rows.flatMap(({ value }) => Object.entries(JSON.parse(value) as Json & object))
  return dataResult({ slots: Object.fromEntries(entries) })
}
