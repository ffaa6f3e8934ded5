import { encodeKey } from '../../documents/collation.ts'
import { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'
import { allRows } from '../declaration/all-rows.ts'
import type { AccountContext } from '../declaration/context.ts'
import { alertsDb, alertsView } from './documents.ts'
import {
  addresseeOf,
  descendants,
  isExpired,
  isForThoseAbove,
  mayClear,
  meansAdmin,
  ownAddressees,
} from './reader.ts'

/**
 * One place alerts come from, and the setting in `crossbar.alerts` that turns it off. What is computed gives
 * `{id, title, message, metadata, category, from, clearable: false}`, `from` being the account.
 */
export interface AlertSource {
  readonly setting: string
  readonly alerts: (context: AccountContext) => Promise<readonly JsonObject[]>
}

/** Where alerts come from: for each kind that is computed, one more. */
export const sources: readonly AlertSource[] = [{ setting: 'check_system_alerts', alerts: writtenAlerts }]

/** Alerts that people wrote, as rows of their view: one for each way in which they mean whoever asks. */
async function writtenAlerts(context: AccountContext): Promise<readonly JsonObject[]> {
  const { documents } = context.services
  const own = await ownAddressees(context)
  const rows: ViewRow[] = []
  for (const { type, value } of own)
    rows.push(
      ...(await allRows(documents, { db: alertsDb, view: alertsView, key: [type, value], documents: true })),
    )
  const isAdmin = meansAdmin(own)
  for (const row of await rowsForThoseAbove(context)) {
    const addressee = addresseeOf(JSON.parse(row.key) as Json)
    if (addressee && (await isForThoseAbove(context, addressee, isAdmin))) rows.push(row)
  }
  const at = now()
  const alerts: JsonObject[] = []
  for (const { id, key, value, document } of rows) {
    const shown = JSON.parse(value) as Json
    if (!document || isExpired(shown, at)) continue
    const clearable = await mayClear(context, new Document(document))
    alerts.push({ id, key: JSON.parse(key) as Json, value: shown, clearable })
  }
  return alerts
}

/** Alerts for the accounts above any account; there are few. */
function rowsForThoseAbove({ services }: AccountContext): Promise<readonly ViewRow[]> {
  return services.documents.scan({
    db: alertsDb,
    view: alertsView,
    low: encodeKey([descendants]),
    high: encodeKey([descendants, {}]),
    descending: false,
    limit: 10_000,
    documents: true,
  })
}
