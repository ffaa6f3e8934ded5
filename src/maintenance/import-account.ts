import { describeReport, fileTrouble, readOrder, runImport } from '../moving/run-import.ts'
import { MovingRefused, type ImportParts } from '../moving/terms.ts'
import { Refused, type MaintenanceFunction } from './registry.ts'
import { errorWith, ok } from './terms.ts'

/** How often the call tells how far it is, in milliseconds. */
const tellEveryMs = 2_000

/** `crossbar_maintenance import_account FILE`: the server itself reads the file. */
export const importAccountFunction: MaintenanceFunction<ImportParts> = {
  args: 'FILE [OPTION…]',
  summary: 'imports an account from a file that the server can read; options as those of crossbar import',
  async run([file = '', ...words], { print }, parts) {
    const order = readOrder(words)
    if (typeof order === 'string') return new Refused(order)
    let toldAt = performance.now()
    try {
      const report = await runImport(parts, file, order, (done, total) => {
        if (performance.now() - toldAt < tellEveryMs) return
        toldAt = performance.now()
        print(`${String(Math.floor((100 * done) / Math.max(total, 1)))}%`)
      })
      if (report instanceof MovingRefused) return new Refused(report.reason)
      for (const line of describeReport(report)) print(line)
      return report.refused === 0 ? ok : errorWith(`${String(report.refused)} documents are refused`)
    } catch (error) {
      const reason = fileTrouble(error, file)
      if (reason === undefined) throw error
      return new Refused(reason)
    }
  },
}
