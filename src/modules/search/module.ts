import { accountsDb, accountType } from '../../documents/accounts.ts'
import { isFalse, isTrue } from '../../documents/coercion.ts'
import { Document } from '../../documents/document.ts'
import { readListing } from '../../documents/listing.ts'
import { failed, invalidField, type Failure } from '../../failures.ts'
import type { MutableJsonObject, Json } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'
import { descendantsCount } from '../accounts/representation.ts'
import type { Context } from '../declaration/context.ts'
import { listing, type ListingOptions } from '../declaration/listing.ts'
import { anywhere, type Module } from '../declaration/module.ts'
import { dataResult, type Outcome } from '../declaration/results.ts'
import { searchDocuments, searchText, viewFor } from './views.ts'

const searchable = ['account', 'user', 'callflow', 'device']
const accountQuestions = ['name', 'realm', 'id']
const documentQuestions = ['name', 'number', 'name_and_number']

/** Most hits of each of several searches that are made in one. */
const mostHits = 10_000

/** Finds accounts and documents by the beginning of a name or number (auth-and-system.md, "search"). */
export default {
  name: 'search',
  documents: searchDocuments,
  operations: [
    anywhere('GET', '', {
      summary: 'Finds accounts or documents by the beginning of a name or number',
      permission: 'tree',
      accountless: 'authenticated',
      handle: search,
    }),
    anywhere('GET', 'multi', {
      summary: 'Finds accounts or documents in several ways at once',
      permission: 'tree',
      accountless: 'authenticated',
      handle: searchSeveral,
    }),
  ],
} satisfies Module

/** GET: hits for the view `q` and the value `v`. */
function search(context: Context): Outcome {
  const type = askedType(context)
  if (failed(type)) return type
  const [question, value] = [context.value('q'), context.value('v')]
  const questions = questionsOf(type)
  if (question === undefined)
    return invalidField('q', 'required', { message: 'Say what to search in', target: questions })
  if (typeof question !== 'string' || !questions.includes(question)) return unknownQuestion(question)
  const sought = isTrue(value) ? '' : value
  if (isFalse(sought) || (typeof sought !== 'string' && typeof sought !== 'number'))
    return invalidField('v', 'required', { message: 'Say what to search for' })
  return listing(context, searchOptions(context, type, question, String(sought)))
}

/** GET multi: hits for each `by_<view>=<value>`, all of them, by view. */
async function searchSeveral(context: Context): Promise<Outcome> {
  const type = askedType(context)
  if (failed(type)) return type
  const questions = questionsOf(type)
  const asked = context.query.entries.flatMap(([key, value]) =>
    key.startsWith('by_') ? [[key.slice('by_'.length), value] as const] : [],
  )
  if (asked.length === 0)
    return invalidField('multi', 'enum', { message: 'Say what to search for', target: questions })
  const unknown = asked.find(([question]) => !questions.includes(question))
  if (unknown) return unknownQuestion(unknown[0])
  const hits: MutableJsonObject = {}
  for (const [question, value] of asked) {
    const options = searchOptions(context, type, question, value === true ? '' : value)
    const found = listing(context, { ...options, paginated: false })
    if (failed(found)) return found
    const { store } = context.services.documents
    const entries: Json[] = []
    for await (const texts of readListing(store, { ...found.plan, pageSize: mostHits }))
      for (const text of texts) entries.push(JSON.parse(text) as Json)
    hits[question] = entries
  }
  return dataResult(hits)
}

/** The kind of document to search; without an account there are only accounts to be found. */
function askedType(context: Context): string | Failure {
  const type = context.value('t')
  if (type === undefined)
    return invalidField('t', 'required', { message: 'Say what kind of thing to search', target: searchable })
  if (typeof type === 'string' && (type === accountType || context.account)) return type
  return invalidField('t', 'enum', {
    message: 'Without an account in the path only accounts can be searched',
    target: [accountType],
    cause: type,
  })
}

function questionsOf(type: string): readonly string[] {
  return type === accountType ? accountQuestions : documentQuestions
}

function unknownQuestion(cause: Json): Failure {
  return invalidField('q', 'enum', { message: 'There is no such way to search', cause })
}

function searchOptions(context: Context, type: string, question: string, value: string): ListingOptions {
  const { services, auth } = context
  const text = searchText(value)
  // Accounts are those below the caller's own, whatever account the path names.
  const group = type === accountType ? [auth?.accountId ?? '', question] : [type]
  const shared = {
    view: viewFor(type, question),
    low: [...group, text],
    high: [...group, `${text}\ufff0`],
    filters: false,
  } as const
  if (type !== accountType) return shared
  return {
    ...shared,
    db: accountsDb,
    documents: true,
    map: (rows) => Promise.all(rows.map((row) => accountHit(row))),
  }

  async function accountHit({ id, document }: ViewRow): Promise<string | undefined> {
    if (!document) return undefined
    const { name, realm } = new Document(document).body
    const count = await descendantsCount(services.documents, id)
    return JSON.stringify({ id, descendants_count: count, name, realm })
  }
}
