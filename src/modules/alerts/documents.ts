import type { DocumentType } from '../../documents/types.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'

/** Database of the alerts that people wrote. */
export const alertsDb = 'alerts'
/** Their `pvt_type`. */
export const alertType = 'alert'

/** To whom an alert is addressed: `all`, `resellers`, `descendants` or an account's id, and whom of those. */
export interface Addressee {
  readonly type: string
  readonly value: Json
}

/** Alerts by addressee, key `[type, value]`. */
export const alertsView = 'alerts/available'

/** Fields of an alert besides those that it must have; others are not kept. */
export const optionalFields = ['category', 'metadata', 'level', 'expiration_date'] as const

/** Alerts that people wrote (auth-and-system.md, "alerts"). */
export const alertDocuments: DocumentType = {
  type: alertType,
  views: [
    {
      name: alertsView,
      version: 1,
      emit: ({ id, body, created }) => {
        const { title, message, category, level, metadata, from, expiration_date } = body
        const value = { id, title, message, category, level, metadata, from, expiration_date, created }
        return distinct(addresseesOf(body)).map(({ type, value: whom }) => ({ key: [type, whom], value }))
      },
    },
  ],
}

/** The addressees of an alert; what is none is left out. */
export function addresseesOf({ to }: JsonObject): readonly Addressee[] {
  if (!Array.isArray(to)) return []
  return to.flatMap((each: Json) => {
    if (!isJsonObject(each)) return []
    const { type, value } = each
    return typeof type === 'string' && value !== undefined ? [{ type, value }] : []
  })
}

function distinct(addressees: readonly Addressee[]): readonly Addressee[] {
  const byText = new Map(addressees.map((each) => [JSON.stringify([each.type, each.value]), each]))
  return [...byText.values()]
}
