import type { Json } from '../../json.ts'
import type { CommitOutcome, NewViewRow, RemoteChange, Step, UniqueKey } from '../port.ts'
import { toldChanges } from '../told-changes.ts'
import { foldedBytes, foldedText } from './folding.ts'
import { restored, stored } from './text.ts'

interface Place {
  readonly db: string
  readonly id: string
}

/** A batch as the database's function takes it, in JSON text. */
export function encodedBatch(steps: readonly Step[]): string {
  const told = toldChanges(steps)
  return JSON.stringify([steps.map(encodedStep), told.length === 0 ? null : told.map(storedChange)])
}

/** View rows as the database's functions take them; of two at the same place the later one. */
export function encodedRows(rows: readonly NewViewRow[]): Json[][] {
  const places = new Map<string, Json[]>()
  for (const { view, sortKey, key, value } of rows) {
    const folded = foldedBytes(sortKey)
    const hex = folded.toString('hex')
    const whole = folded.length < sortKey.length ? [Buffer.from(sortKey).toString('hex')] : []
    places.set(`${hex} ${view}`, [stored(view), hex, stored(key), stored(value), ...whole])
  }
  return [...places.values()]
}

/** The documents that a batch changes, to be locked in one order with those of its group. */
export function changedPlaces(steps: readonly Step[]): readonly Place[] {
  return steps.flatMap((step): Place[] => {
    if (step.do === 'erase') return [step]
    return step.do === 'put' && step.expect !== null ? [step.document] : []
  })
}

/** What became of a batch, as the database's function tells it; an `Error` for a step that has a bug. */
export function decodedOutcome(told: Json, steps: readonly Step[]): CommitOutcome | Error {
  if (told === null) return { outcome: 'done' }
  const { outcome, at, key, db, id, message } = told as Record<string, string | number>
  const step = steps[Number(at)]
  if (outcome === 'taken' && step?.do === 'put') {
    const wanted = step.uniqueKeys[Number(key)]
    if (wanted)
      return { outcome, key: wanted, holder: { db: restored(String(db)), id: restored(String(id)) } }
  }
  const place = step && placeOf(step)
  if (place && (outcome === 'conflict' || outcome === 'missing')) return { outcome, ...place }
  return new Error(`the database refuses a step: ${String(message)}`)
}

function encodedKey({ scope, name, value }: UniqueKey): Json[] {
  const whole = stored(value)
  const folded = foldedText(whole)
  return [stored(scope), stored(name), folded, ...(folded === whole ? [] : [whole])]
}

function encodedStep(step: Step): Json[] {
  switch (step.do) {
    case 'put': {
      const { db, id, type, rev, created, modified, deleted, body, hidden } = step.document
      const { expect, rows, uniqueKeys } = step
      const texts = [db, id, expect, type, rev].map((each) => (each === null ? null : stored(each)))
      const keys = uniqueKeys.map(encodedKey)
      const numbers = [created, modified, deleted]
      return ['put', ...texts, ...numbers, stored(body), stored(hidden), encodedRows(rows), keys]
    }
    case 'erase':
    case 'require':
      return [
        step.do,
        stored(step.db),
        stored(step.id),
        step.expect === undefined ? null : stored(step.expect),
      ]
    case 'drop':
      return ['drop', stored(step.db)]
    case 'attach': {
      const { db, id, name, contentType, bytes, digest, created } = step.attachment
      return ['attach', ...[db, id, name, contentType].map(stored), bytes, stored(digest), created]
    }
    case 'detach':
      return ['detach', stored(step.db), stored(step.id), stored(step.name)]
    case 'publish':
      return ['publish', stored(step.kind), stored(step.payload)]
    case 'enqueue':
      return ['enqueue', stored(step.id), stored(step.kind), stored(step.payload), step.runAt]
  }
}

function placeOf(step: Step): Place | undefined {
  const place = step.do === 'put' ? step.document : step.do === 'attach' ? step.attachment : step
  return 'db' in place && 'id' in place ? { db: place.db, id: place.id } : undefined
}

function storedChange(change: RemoteChange): Json {
  return Object.fromEntries(Object.entries(change).map(([name, text]) => [name, stored(text)]))
}
