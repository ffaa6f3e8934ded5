import type { Change } from '../../documents/changes.ts'
import { encodeKey } from '../../documents/collation.ts'
import { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import { newId } from '../../documents/identifiers.ts'
import type { DocumentType, View } from '../../documents/types.ts'
import { badIdentifier, failed, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { bytesResult, type BinaryResult } from '../declaration/results.ts'

const reportType = 'presence_report'
/** How long reports are kept, in seconds. */
const keptFor = 30 * 24 * 60 * 60
/** How many old reports one new report removes at most. */
const removedAtOnce = 50

const byAge: View = {
  name: 'presence/reports',
  version: 1,
  emit: ({ created }) => [{ key: created, value: null }],
}

/** What was watched when states were reset, for those who have to find out why. */
export const reportDocuments: DocumentType = { type: reportType, views: [byAge], silent: true }

/**
 * Keeps what was watched at a reset as a report of the account, and tells operators of it in the log
 * (accounts-and-pbx.md, "presence" 8). Reports older than 30 days go.
 */
export async function writeReport(context: AccountContext, report: JsonObject): Promise<Failure | undefined> {
  const { services, db } = context
  const id = newId()
  const old = await services.documents.scan({
    db,
    view: byAge.name,
    high: encodeKey(now() - keptFor),
    descending: false,
    limit: removedAtOnce,
    documents: true,
  })
  const removals = old.flatMap(({ document }): readonly Change[] =>
    document ? [{ change: 'erase', document: new Document(document) }] : [],
  )
  const written = await services.documents.write(
    [...removals, { change: 'create', db, id, type: reportType, body: report }],
    context.author,
  )
  if (failed(written)) return written
  services.log.warn(
    { account: db, report: `report-${id}`, request_id: context.requestId },
    'presence was reset',
  )
  return undefined
}

/** A report as a file. */
export async function readReport(
  { services, db }: AccountContext,
  id: string,
): Promise<BinaryResult | Failure> {
  const report = await services.documents.load(db, id, reportType)
  if (failed(report)) return badIdentifier(id)
  const content = Buffer.from(JSON.stringify(report.body))
  return bytesResult(content, {
    contentType: 'application/json',
    filename: `${id}.json`,
    disposition: 'attachment',
  })
}
