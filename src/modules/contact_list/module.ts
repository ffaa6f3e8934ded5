import { toText } from '../../documents/coercion.ts'
import { defaultReconcilePattern, isReconcilable } from '../../documents/e164.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import { rowPages } from '../../documents/walk.ts'
import { isJsonObject, valueAt, type Json, type JsonObject } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount, type Module } from '../declaration/module.ts'
import { dataResult, type Result } from '../declaration/results.ts'
import { candidates, candidatesView, isExcluded } from './candidates.ts'

/** The account's own phone book, made from its callflows (accounts-and-pbx.md, "contact_list"). */
export default {
  name: 'contact_list',
  documents: [candidates],
  operations: [
    inAccount('GET', '', {
      summary: 'Lists who can be called in the account',
      handle: readContacts,
    }),
  ],
} satisfies Module

async function readContacts(context: AccountContext): Promise<Result> {
  const { services, db } = context
  const kinds = includedKinds(context)
  const pattern = services.config.text('number_manager', 'reconcile_regex', defaultReconcilePattern)
  const contacts: JsonObject[] = []
  for await (const rows of rowPages(services.documents, { db, view: candidatesView })) {
    const wanted = rows.flatMap((row) => candidateOf(row, kinds))
    const ids = new Set(wanted.flatMap(({ id }) => toText(id) ?? []))
    const named = await services.documents.findMany(db, [...ids])
    const byId = new Map(named.map((document) => [document.id, document]))
    for (const candidate of wanted) {
      const contact = contactOf(candidate, byId.get(toText(candidate['id']) ?? ''), pattern)
      if (contact) contacts.push(contact)
    }
  }
  return dataResult(contacts)
}

/** Kinds the account wants, else those the operator does; none named: all. */
function includedKinds({ services, account }: AccountContext): ReadonlySet<unknown> | undefined {
  const own = valueAt(account.document.body, ['contact_list', 'includes'])
  const includes = own ?? services.config.value('crossbar.contact_list', 'default_includes')
  return Array.isArray(includes) && includes.length > 0 ? new Set<unknown>(includes) : undefined
}

function candidateOf(
  { key, value }: ViewRow,
  kinds: ReadonlySet<unknown> | undefined,
): readonly JsonObject[] {
  if (kinds && !kinds.has(JSON.parse(key))) return []
  const candidate = JSON.parse(value) as Json
  return isJsonObject(candidate) ? [candidate] : []
}

/** The entry of a candidate; none when it has no name or no number, or what it points at is excluded. */
function contactOf(
  candidate: JsonObject,
  pointed: DocumentFacts | undefined,
  pattern: string,
): JsonObject | undefined {
  if (pointed && isExcluded(pointed.body)) return undefined
  const name = toText(candidate['name']) ?? (pointed && nameOf(pointed))
  if (name === undefined) return undefined
  const numbers = Array.isArray(candidate['numbers']) ? (candidate['numbers'] as readonly string[]) : []
  if (numbers.length === 0) return undefined
  const external = numbers.findLast((number) => isReconcilable(number, pattern))
  const internal = numbers.findLast((number) => !isReconcilable(number, pattern))
  return {
    name: name + (toText(candidate['suffix']) ?? ''),
    ...(external !== undefined && { external_number: external }),
    ...(internal !== undefined && { internal_number: internal }),
  }
}

/** Kinds of documents whose name stands in a contact list. */
const named = new Set(['menu', 'conference', 'directory', 'device', 'vmbox'])

function nameOf({ type, body }: DocumentFacts): string | undefined {
  if (type !== 'user') return named.has(type) ? toText(body['name']) : undefined
  const names = [toText(body['first_name']), toText(body['last_name'])]
  return toText(names.filter((name) => name !== undefined).join(' '))
}
