import assert from 'node:assert/strict'
import type { JsonObject } from '../../src/json.ts'
import { importCdrs, type ImportReport } from '../../src/modules/cdrs/incoming/import.ts'
import type { TestServer } from './server.ts'

/** 2020-03-05T12:00:00Z in Gregorian seconds: when the calls of these tests begin. */
export const noon = 63_750_628_800

/** A leg of a call that lasted two minutes and ten seconds, two of them answered, from `noon` on. */
export function leg(accountId: string, fields: JsonObject = {}, vars: JsonObject = {}): JsonObject {
  return {
    call_id: 'leg-1',
    call_direction: 'inbound',
    timestamp: noon + 130,
    duration_seconds: 130,
    billing_seconds: 120,
    interaction_id: `${String(noon)}-0a1b2c3d`,
    ...fields,
    custom_channel_vars: { account_id: accountId, ...vars },
  }
}

/** Imports call records into a running server. */
export async function importLegs(server: TestServer, legs: readonly JsonObject[]): Promise<ImportReport> {
  const text = legs.map((each) => `${JSON.stringify(each)}\n`).join('')
  return await importCdrs(server.running.edge.services, pieces(text))
}

/** The same, all of which have to be taken. */
export async function storeLegs(server: TestServer, legs: readonly JsonObject[]): Promise<void> {
  const report = await importLegs(server, legs)
  assert.deepEqual([report.stored, [...report.reasons]], [legs.length, []])
}

async function* pieces(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}
