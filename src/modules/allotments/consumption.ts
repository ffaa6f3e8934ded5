import { encodeKey } from '../../documents/collation.ts'
import type { Documents } from '../../documents/documents.ts'
import type { DocumentType } from '../../documents/types.ts'
import { rowPages } from '../../documents/walk.ts'

/** Name of the view of what was consumed, by class and time. */
const consumedView = 'allotments/consumed'

/**
 * What a call took from an allotment: `classification` and `seconds`. Such documents are monthly ones, and
 * written by what rates calls (accounts-and-pbx.md, "allotments" 5).
 */
export const consumptionDocuments: DocumentType = {
  type: 'allotment_consumption',
  silent: true,
  views: [
    {
      name: consumedView,
      version: 1,
      emit: ({ body, created }) => {
        const { classification, seconds } = body
        return typeof classification === 'string' && typeof seconds === 'number'
          ? [{ key: [classification, created], value: seconds }]
          : []
      },
    },
  ],
}

/**
 * Seconds of a class that were consumed from one moment to another (Gregorian seconds, both included);
 * `undefined` when nothing was.
 */
export async function secondsConsumed(
  documents: Documents,
  db: string,
  classification: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<number | undefined> {
  let total: number | undefined
  const consumed = {
    db,
    view: consumedView,
    low: encodeKey([classification, from]),
    high: encodeKey([classification, to]),
  }
  for await (const rows of rowPages(documents, consumed))
    for (const { value } of rows) total = (total ?? 0) + Number(value)
  return total
}
