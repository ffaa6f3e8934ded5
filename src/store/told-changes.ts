import type { RemoteChange, Step } from './port.ts'

/** Documents told of one by one; of more in one database only the database is told, of more databases everything. */
const mostPlaces = 50

/** What other processes are to hear of when these steps are committed; empty for most writes. */
export function toldChanges(steps: readonly Step[]): readonly RemoteChange[] {
  const changes: RemoteChange[] = []
  for (const step of steps) {
    if (step.do === 'drop') changes.push({ scope: 'database', db: step.db })
    else if (step.do === 'put' && step.tell === true) {
      const { db, id, type } = step.document
      changes.push({ scope: 'document', db, id, type })
    } else if (step.do === 'erase' && step.tell !== undefined)
      changes.push({ scope: 'document', db: step.db, id: step.id, type: step.tell })
  }
  return changes
}

/** Changes without repetitions, and with fewer but wider ones where there are many: one message can hold them. */
export function gatheredChanges(changes: readonly RemoteChange[]): readonly RemoteChange[] {
  if (changes.some(({ scope }) => scope === 'everything')) return [{ scope: 'everything' }]
  const whole = new Set(changes.flatMap((each) => (each.scope === 'database' ? [each.db] : [])))
  const single = new Map<string, RemoteChange>()
  for (const each of changes)
    if (each.scope === 'document' && !whole.has(each.db))
      single.set(JSON.stringify([each.db, each.id, each.type]), each)
  if (single.size > mostPlaces) {
    for (const each of single.values()) if (each.scope === 'document') whole.add(each.db)
    single.clear()
  }
  if (whole.size > mostPlaces) return [{ scope: 'everything' }]
  return [...single.values(), ...[...whole].map((db) => ({ scope: 'database' as const, db }))]
}
