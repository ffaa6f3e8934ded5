import { isFalse, isTrue } from '../../documents/coercion.ts'
import { Document } from '../../documents/document.ts'
import { monthOfId } from '../../documents/gregorian.ts'
import { answer, failed, type Failure } from '../../failures.ts'
import type { AccountContext } from '../declaration/context.ts'
import { listing } from '../declaration/listing.ts'
import { requestedRange } from '../declaration/range-listing.ts'
import { documentResult, type Outcome } from '../declaration/results.ts'
import { cdrFilters, cdrRange } from './listings.ts'
import { wholeAccount } from './scope.ts'
import { cdrType, interactionView, readInteraction, type Interaction } from './views.ts'

/** GET `cdrs/{id}`: one record, as it is stored. */
export async function showCdr(context: AccountContext): Promise<Outcome> {
  const fault = wholeAccount(context)
  if (fault) return fault
  const record = await findCdr(context, context.arg('id'))
  return record ? documentResult(record) : answer(404, 'could not find cdr with supplied id')
}

/**
 * GET `cdrs/legs/{id}`: all legs of an interaction, named by its own id or that of one of its legs. The
 * oldest comes first, unless `ascending=true`, which turns the order round (calls-and-events.md, "cdrs", legs).
 */
export async function listLegsOf(context: AccountContext): Promise<Outcome> {
  const fault = wholeAccount(context)
  if (fault) return fault
  const interaction = await interactionOf(context, context.arg('id'))
  if (failed(interaction)) return interaction
  // The range has no say in which legs there are, but has to be one.
  const range = requestedRange(context, cdrRange)
  if (failed(range)) return range
  const turned = isTrue(context.query.first('ascending')) || isFalse(context.query.first('descending'))
  const key = [interaction.time, interaction.key]
  return listing(context, {
    view: interactionView,
    low: key,
    high: [...key, {}],
    direction: turned ? 'descending' : 'ascending',
    documents: true,
    map: (rows) => rows.map(({ document }) => document && new Document(document).shownText),
    filters: { ...cdrFilters, ranged: true },
  })
}

async function interactionOf(context: AccountContext, id: string): Promise<Interaction | Failure> {
  const named = readInteraction(id)
  if (named) return named
  if (monthOfId(id) === undefined) return answer(404, 'bad identifier', [id])
  const record = await findCdr(context, id)
  return readInteraction(record?.body['interaction_id']) ?? answer(404, 'could not find legs for supplied id')
}

async function findCdr(context: AccountContext, id: string): Promise<Document | undefined> {
  if (monthOfId(id) === undefined) return undefined
  const record = await context.services.documents.load(context.db, id, cdrType)
  return failed(record) ? undefined : record
}
