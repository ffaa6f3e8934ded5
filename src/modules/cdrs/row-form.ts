import { toNumber } from '../../documents/coercion.ts'
import { Document } from '../../documents/document.ts'
import type { ListingPlan } from '../../documents/listing.ts'
import type { Context } from '../declaration/context.ts'
import type { CsvColumns } from '../declaration/results.ts'
import { bareLine, cdrRow, quotedLine, rowJson, shownColumns, type RowForm } from './row.ts'

/** The style of a CSV download of call records. */
export type CsvStyle = 'quoted' | 'bare'

/** How a listing of call records turns what it reads into what it sends. */
export interface RowRendering {
  readonly map: NonNullable<ListingPlan['map']>
  readonly csv: CsvColumns
}

/**
 * How a request wants its rows. `from` tells what the view holds: rows (`CdrRow`), or nothing,
 * and rows are made of the documents. Clients that want CSV get lines from `map` already.
 */
export async function rowRendering(
  context: Context,
  style: CsvStyle,
  from: 'values' | 'documents',
): Promise<RowRendering> {
  const form = await rowForm(context)
  const line = style === 'quoted' ? quotedLine : bareLine
  const print = wantsCsv(context) ? line : rowJson
  return {
    map: (rows) =>
      rows.map(({ value, document }) => {
        if (from === 'values') return print(value, form)
        return document && print(JSON.stringify(cdrRow(new Document(document))), form)
      }),
    csv: csvColumns(style, form),
  }
}

async function rowForm(context: Context): Promise<RowForm> {
  const { config, accounts } = context.services
  const caller = context.auth && (await accounts.find(context.auth.accountId))
  return {
    reseller: caller?.isReseller ?? false,
    utcOffset: toNumber(context.value('utc_offset')) ?? 0,
    dropEmpty: config.flag('crossbar.cdrs', 'should_filter_empty_strings', false),
  }
}

/** Whether lines of CSV are asked for: call records come as JSON or CSV only. */
function wantsCsv(context: Context): boolean {
  return context.accept !== 'application/json' && context.accept !== 'application/x-json'
}

function csvColumns(style: CsvStyle, form: RowForm): CsvColumns {
  const columns = shownColumns(form)
  const line = (entry: string): string => entry
  if (style === 'bare') return { columns, line, header: `${columns.join(',')}\r\n` }
  // The only one of the columns that the table of friendly names knows (core.md §22).
  const titles = columns.map((name) => (name === 'id' ? '"ID"' : `"${name}"`))
  return { columns, line, header: `${titles.join(',')}\n` }
}
