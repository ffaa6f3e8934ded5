import { Document } from '../documents/document.ts'
import type { Documents } from '../documents/documents.ts'
import type { DocumentTypes } from '../documents/types.ts'
import type { NewViewRow, UniqueKey } from '../store/port.ts'
import type { Note, Patient } from './terms.ts'

/** What the store has to keep with a document, by the definitions of this version. */
interface Expected {
  readonly rows: readonly NewViewRow[]
  readonly uniqueKeys: readonly UniqueKey[]
}

/** How often one document is looked at while others change it. */
const attempts = 5

/**
 * Compares a document's rows and unique values with what follows from the document, and writes them anew when told
 * to. Views in `pending` are being made anew anyway, and are left out.
 */
export async function checkDerived(
  documents: Documents,
  patient: Patient,
  pending: ReadonlySet<string>,
  repair: boolean,
  note: Note,
): Promise<void> {
  let now: Patient | undefined = patient
  for (let attempt = 1; now; attempt += 1) {
    const expected = expectedOf(documents.types, now)
    if (typeof expected === 'string') {
      note({ ...about(now), kind: 'listing', severity: 'problem', message: expected, repaired: false })
      return
    }
    const faults = faultsOf(expected, now, pending)
    if (faults.length === 0) return
    // A document that was written between two reads looks wrong, too: look again.
    const again = await read(documents, now)
    const settled = again?.stored.rev === now.stored.rev && faultsOf(expected, again, pending).length > 0
    if (settled || attempt === attempts) return report(documents, now, expected, faults, repair, note)
    now = again
  }
}

type Fault = { readonly kind: 'listing' | 'unique value'; readonly message: string }

async function report(
  documents: Documents,
  { stored }: Patient,
  { rows, uniqueKeys }: Expected,
  faults: readonly Fault[],
  repair: boolean,
  note: Note,
): Promise<void> {
  const place = { db: stored.db, id: stored.id }
  let why = ''
  let repaired = false
  if (repair) {
    const step = { do: 'put', document: stored, expect: stored.rev, rows, uniqueKeys, tell: true } as const
    const outcome = await documents.commit([step])
    repaired = outcome.outcome === 'done'
    if (outcome.outcome === 'taken')
      why = `; ${outcome.key.name} ${JSON.stringify(outcome.key.value)} is held by ${outcome.holder.db}/${outcome.holder.id}`
  }
  for (const { kind, message } of faults)
    note({ ...place, kind, severity: 'problem', message: `${message}${why}`, repaired })
}

function expectedOf(types: DocumentTypes, { stored }: Patient): Expected | string {
  if (stored.deleted) return { rows: [], uniqueKeys: [] }
  const document = new Document(stored)
  try {
    return { rows: types.rows(document), uniqueKeys: types.claims(document).map(({ key }) => key) }
  } catch (error) {
    return `its listings cannot be made: ${error instanceof Error ? error.message : String(error)}`
  }
}

function faultsOf(
  expected: Expected,
  { belongings }: Patient,
  pending: ReadonlySet<string>,
): readonly Fault[] {
  const settled = ({ view }: NewViewRow): boolean => !pending.has(view)
  return [
    ...differences(
      byPlace(expected.rows.filter(settled)),
      byPlace(belongings.rows.filter(settled)),
      ({ view, key }) => `${view} ${key}`,
    ).map((message): Fault => ({ kind: 'listing', message: `entry ${message}` })),
    ...differences(
      byKey(expected.uniqueKeys),
      byKey(belongings.uniqueKeys),
      ({ name, value }) => `${name} ${JSON.stringify(value)}`,
    ).map((message): Fault => ({ kind: 'unique value', message })),
  ]
}

function differences<T>(
  expected: ReadonlyMap<string, { readonly text: string; readonly what: T }>,
  found: ReadonlyMap<string, { readonly text: string; readonly what: T }>,
  say: (what: T) => string,
): readonly string[] {
  const told: string[] = []
  for (const [place, { text, what }] of expected) {
    const there = found.get(place)
    if (!there) told.push(`${say(what)} is missing`)
    else if (there.text !== text) told.push(`${say(what)} shows something else`)
  }
  for (const [place, { what }] of found)
    if (!expected.has(place)) told.push(`${say(what)} should not be there`)
  return told
}

/** The store may shorten what is longer than this, in bytes; then only the beginning is compared. */
const longest = 1_500
const compared = 100

/** By what tells rows apart; of two at the same place the later one counts, as in the store. */
function byPlace(
  rows: readonly NewViewRow[],
): ReadonlyMap<string, { readonly text: string; readonly what: NewViewRow }> {
  return new Map(
    rows.map((row) => {
      const bytes = Buffer.from(row.sortKey)
      const place =
        bytes.length > longest ? `${bytes.toString('hex', 0, compared)} ${row.key}` : bytes.toString('hex')
      return [`${row.view}\0${place}`, { text: `${row.key}\0${row.value}`.toWellFormed(), what: row }]
    }),
  )
}

function byKey(
  keys: readonly UniqueKey[],
): ReadonlyMap<string, { readonly text: string; readonly what: UniqueKey }> {
  return new Map(
    keys.map((key) => {
      const value = Buffer.byteLength(key.value) > longest ? key.value.slice(0, compared) : key.value
      return [`${key.scope}\0${key.name}\0${value}`.toWellFormed(), { text: '', what: key }]
    }),
  )
}

async function read({ store }: Documents, { stored }: Patient): Promise<Patient | undefined> {
  const belongings = (await store.belongings(stored.db, [stored.id])).get(stored.id)
  const document = await store.get(stored.db, stored.id)
  return document && belongings && { stored: document, belongings }
}

function about({ stored }: Patient): { readonly db: string; readonly id: string } {
  return { db: stored.db, id: stored.id }
}
