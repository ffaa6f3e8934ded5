import { isTrue } from '../../../documents/coercion.ts'
import type { SystemConfig } from '../../../documents/system-config.ts'
import { isJsonObject, type Json, type JsonObject } from '../../../json.ts'

/**
 * The switch's event that a channel has ended, as it goes over the wire: `Call-ID`, `Custom-Channel-Vars`
 * (calls-and-events.md, "cdrs", stored document).
 */

/** Tells such an event from a record that was stored before. */
export function isSwitchEvent(value: JsonObject): boolean {
  return Object.hasOwn(value, 'Call-ID')
}

/** The event with the names of a stored record, at all depths: `Call-ID` becomes `call_id`. */
export function normalised(event: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(event).map(([name, value]) => [
      name.toLowerCase().replaceAll('-', '_'),
      normalisedValue(value),
    ]),
  )
}

function normalisedValue(value: Json | undefined): Json | undefined {
  if (isJsonObject(value)) return normalised(value)
  return Array.isArray(value) ? value.map((each) => normalisedValue(each as Json) ?? null) : value
}

/** What operators want kept out of the records (system configuration `cdr`). */
export interface EventRules {
  /** Applications whose calls are not recorded. */
  readonly ignoredApps: readonly string[]
  /** Whether loopback legs that made way for the real ones are not recorded. */
  readonly ignoreLoopbackBowout: boolean
}

/** The rules in force. */
export function eventRules(config: SystemConfig): EventRules {
  const apps = config.value('cdr', 'ignore_apps') ?? ['milliwatt']
  return {
    ignoredApps: Array.isArray(apps) ? apps.filter((app) => typeof app === 'string') : [],
    ignoreLoopbackBowout: config.flag('cdr', 'ignore_loopback_bowout', true),
  }
}

/** Why a normalised event is not to be recorded; `undefined` when it is. */
export function ignoredEvent(event: JsonObject, rules: EventRules): string | undefined {
  const app = event['application_name']
  if (typeof app === 'string' && rules.ignoredApps.includes(app)) return 'application is ignored'
  return rules.ignoreLoopbackBowout && isBowedOut(event) ? 'loopback leg that made way' : undefined
}

function isBowedOut(event: JsonObject): boolean {
  const cause = event['hangup_cause']
  const normally = typeof cause !== 'string' || cause.startsWith('NORMAL')
  return (
    isTrue(event['channel_is_loopback']) &&
    isTrue(event['channel_loopback_bowout']) &&
    isTrue(event['channel_loopback_bowout_execute']) &&
    (normally || event['channel_loopback_leg'] !== 'B')
  )
}
