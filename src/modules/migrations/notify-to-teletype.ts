import type { JsonObject } from '../../json.ts'

/** Notices whose templates were kept in the account before they had documents of their own. */
const replaced = new Set(['voicemail_to_email', 'fax_to_email'])

/** An account's fields without the notification settings of the former notifier; the same object when there are none. */
export function withoutFormerNotices(body: JsonObject): JsonObject {
  const { notifications, ...others } = body
  if (typeof notifications !== 'object' || notifications === null || Array.isArray(notifications)) return body
  const kept = Object.entries(notifications as JsonObject).filter(([name]) => !replaced.has(name))
  if (kept.length === Object.keys(notifications).length) return body
  return { ...others, ...(kept.length > 0 && { notifications: Object.fromEntries(kept) }) }
}
