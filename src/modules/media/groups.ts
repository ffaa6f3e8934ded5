import { rowPages } from '../../documents/walk.ts'
import type { Failure } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { ViewRow } from '../../store/port.ts'
import type { Context } from '../declaration/context.ts'
import { listing } from '../declaration/listing.ts'
import { dataResult, type DataResult, type ListingResult } from '../declaration/results.ts'
import { byLanguage, byPrompt, mediaDb } from './media-documents.ts'

/** GET on languages: how many media there are in each; those without one under the empty name (media-and-messaging.md, "media" 4). */
export function countLanguages(context: Context): Promise<DataResult> {
  return counts(context, byLanguage)
}

/** GET on prompts: how many translations there are of each. */
export function countPrompts(context: Context): Promise<DataResult> {
  return counts(context, byPrompt)
}

/** GET on a language: ids of its media. */
export function listLanguage(context: Context): ListingResult | Failure {
  return members(context, byLanguage, context.arg('language').toLowerCase(), (rows) =>
    rows.map((row) => JSON.stringify(row.id)),
  )
}

/** GET on a prompt: its translations, and whether there is content for each. */
export function listPrompt(context: Context): ListingResult | Failure {
  const { documents } = context.services
  return members(context, byPrompt, context.arg('prompt_id'), (rows) =>
    Promise.all(
      rows.map(async ({ id }) => {
        const attachments = await documents.attachments(mediaDb(context), id)
        return JSON.stringify({ id, has_attachments: attachments.length > 0 })
      }),
    ),
  )
}

function members(
  context: Context,
  view: string,
  group: string,
  map: (rows: readonly ViewRow[]) => readonly string[] | Promise<readonly string[]>,
): ListingResult | Failure {
  return listing(context, { db: mediaDb(context), view, low: [group], high: [group, {}], map })
}

/** Rows of a view by the first element of their keys, as one object; no object where there are none. */
async function counts(context: Context, view: string): Promise<DataResult> {
  const found = new Map<string, number>()
  for await (const rows of rowPages(context.services.documents, { db: mediaDb(context), view }))
    for (const row of rows) {
      const group = firstElement(row)
      found.set(group, (found.get(group) ?? 0) + 1)
    }
  const entry: JsonObject = Object.fromEntries(found)
  return dataResult(found.size > 0 ? [entry] : [])
}

function firstElement(row: ViewRow): string {
  const key = JSON.parse(row.key) as Json
  return Array.isArray(key) && typeof key[0] === 'string' ? key[0] : ''
}
