import { assembleDocuments } from '../src/assembly.ts'
import { now } from '../src/documents/gregorian.ts'
import { importCdrs } from '../src/modules/cdrs/incoming/import.ts'
import { openStore } from '../src/store/open.ts'
import { callRecordLines } from './call-record-lines.ts'

/*
 * Imports made-up call records into a data folder, as `crossbar import cdrs` does with those of a file.
 */
const [dataFolder = '', account = '', count = '0'] = process.argv.slice(2)

const store = await openStore({ dataFolder, synchronous: 'normal' })
const report = await importCdrs(
  await assembleDocuments(store),
  callRecordLines(account, Number(count), now()),
)
await store.close()
if (report.stored !== Number(count)) throw new Error(`only ${String(report.stored)} call records were stored`)
