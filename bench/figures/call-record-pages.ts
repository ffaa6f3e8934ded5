import { encodeStartKey } from '../../src/documents/start-key.ts'
import { callRecordRange } from '../call-record-range.ts'
import { measure } from '../load.ts'
import { inRounds } from '../rounds.ts'
import { costRow } from '../table.ts'
import type { Figure } from './figure.ts'

const connections = 10

/** Different pages in the middle, so that not one of them alone is at hand. */
const middlePages = 20

/** GET of pages of 50 call records: the first one, and those in the middle. */
export const callRecordPages: Figure = {
  name: 'cdr-page',
  callRecords: true,
  async measure({ installation, options }) {
    const { server, client, account, headers } = installation
    const { from, to } = callRecordRange()
    const first = `${account}/cdrs?created_from=${String(from)}&created_to=${String(to)}`
    const middle = Math.floor((from + to) / 2)
    const pages = Array.from(
      { length: middlePages },
      (_, at) => `${first}&start_key=${encodeStartKey([middle - at * 60])}`,
    )
    for (const path of [first, ...pages]) {
      const { data, text } = await client.get(path)
      if (!Array.isArray(data) || data.length !== 50) throw new Error(`no page: ${text.slice(0, 500)}`)
    }
    const load = { server, connections, headers, seconds: options.seconds }
    const loadFirst = () => measure({ ...load, paths: [first] })
    const loadMiddle = () => measure({ ...load, paths: pages })
    await measure({ ...load, paths: [first, ...pages], seconds: options.warmUpSeconds })
    const results = await inRounds(options.rounds, { first: loadFirst, middle: loadMiddle })
    const title = `Page in the middle of ${options.callRecords.toLocaleString('en-US')} CDRs against the first: cost`
    return [costRow(title, 'pages/s', results.middle, results.first, 1.3)]
  },
}
