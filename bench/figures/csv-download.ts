import { callRecordRange } from '../call-record-range.ts'
import { download, type Download } from '../download.ts'
import type { Measure } from '../load.ts'
import { inRounds, median } from '../rounds.ts'
import { startFloor, type ServerProcess } from '../servers.ts'
import { comparison } from '../table.ts'
import type { Figure } from './figure.ts'

/** How often memory is looked at, in milliseconds. */
const lookEveryMs = 50
const rounds = 3

/** All call records as CSV, in one answer. */
export const csvDownload: Figure = {
  name: 'csv',
  callRecords: true,
  async measure({ installation, options: { callRecords } }) {
    // A fresh one, since load leaves memory behind that is not given back at once.
    await installation.restart()
    const { server, client, account, file } = installation
    const { from, to } = callRecordRange()
    const path = `${account}/cdrs?paginate=false&created_from=${String(from)}&created_to=${String(to)}`
    const headers = { 'x-auth-token': client.token ?? '', accept: 'text/csv' }
    const idle = server.residentBytes
    const header = `${(await client.get(`${account}/cdrs?page_size=1`, { headers })).text.split('\n', 1)[0] ?? ''}\n`
    const view = 'cdrs/crossbar_listing'
    const floor = await startFloor('csv', { file, account: client.accountId, view, header })
    const growths: number[] = []
    const downloads: Record<'ours' | 'floor', Download[]> = { ours: [], floor: [] }
    try {
      const run = async (whose: 'ours' | 'floor', from: ServerProcess): Promise<Measure> => {
        const used = from.processorSeconds
        const watch = watchMemory(from)
        const result = await download(from.url + path, headers)
        const highest = watch.stop()
        if (whose === 'ours') growths.push(highest - idle)
        downloads[whose].push(result)
        const usedNow = from.processorSeconds
        return {
          perSecond: callRecords / result.seconds,
          microseconds:
            used === undefined || usedNow === undefined ? undefined : ((usedNow - used) * 1e6) / callRecords,
        }
      }
      const results = await inRounds(rounds, {
        ours: () => run('ours', server),
        floor: () => run('floor', floor),
      })
      checkSame([...downloads.ours, ...downloads.floor])
      const count = callRecords.toLocaleString('en-US')
      const growth = Math.max(...growths) / 1e6
      return [
        comparison(`${count} CDRs as CSV`, 'rows/s', results.ours, results.floor, 0.5),
        {
          figure: `Memory while streaming them, above idle`,
          ours: `${growth.toFixed(0)} MB (median ${(median(growths) / 1e6).toFixed(0)} MB)`,
          floor: `idle: ${(idle / 1e6).toFixed(0)} MB`,
          ratio: '',
          target: 'at most 100 MB',
          met: growth <= 100,
        },
      ]
    } finally {
      await floor.stop()
    }
  },
}

function watchMemory(server: ServerProcess): { readonly stop: () => number } {
  let highest = server.residentBytes
  const timer = setInterval(() => (highest = Math.max(highest, server.residentBytes)), lookEveryMs)
  return {
    stop: () => {
      clearInterval(timer)
      return highest
    },
  }
}

/** Fails unless all downloads are the same, as far as they were kept. */
function checkSame(downloads: readonly Download[]): void {
  const [first] = downloads
  if (downloads.some(({ bytes, beginning }) => bytes !== first?.bytes || beginning !== first.beginning))
    throw new Error(`downloads differ: ${downloads.map(({ bytes }) => bytes).join(', ')} bytes`)
}
