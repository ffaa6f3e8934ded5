import { counted } from './counted.ts'
import { importAccount } from './account/import.ts'
import { importCouchdb } from './couchdb/import.ts'
import type { MovingRefused } from './terms.ts'
import { type ImportParts, type ImportReport, type MovingProgress } from './terms.ts'

/** What operators may say about an import, as words; the same on the command line and to a running server. */
const switches = ['couchdb', 'replace'] as const
const values = ['parent', 'account', 'db'] as const

/** An import as operators ask for it. */
export interface ImportOrder {
  readonly couchdb: boolean
  readonly replace: boolean
  readonly parent?: string
  readonly account?: string
  readonly db?: string
}

/** Writes an order as words. */
export function orderWords(order: ImportOrder): readonly string[] {
  return [
    ...switches.filter((name) => order[name]).map((name) => `--${name}`),
    ...values.flatMap((name) => (order[name] === undefined ? [] : [`--${name}=${order[name]}`])),
  ]
}

/** Reads an order from words; tells what is wrong with them. */
export function readOrder(words: readonly string[]): ImportOrder | string {
  const flags = new Set<string>()
  const given = new Map<string, string>()
  for (const word of words) {
    const [, name = '', , value] = /^--([a-z]+)(=(.+))?$/s.exec(word) ?? []
    if (value === undefined && switches.some((each) => each === name)) flags.add(name)
    else if (value !== undefined && values.some((each) => each === name)) given.set(name, value)
    else return `${JSON.stringify(word)} is not understood`
  }
  const [parent, account, db] = values.map((name) => given.get(name))
  const couchdb = flags.has('couchdb')
  const replace = flags.has('replace')
  if (couchdb && replace) return '--replace is for exported accounts: delete the account first'
  if (!couchdb && (account ?? db) !== undefined) return '--account and --db go with --couchdb'
  if (account !== undefined && !/^[0-9a-f]{32}$/.test(account)) return '--account takes an id of 32 digits'
  return {
    couchdb,
    replace,
    ...(parent !== undefined && { parent }),
    ...(account !== undefined && { account }),
    ...(db !== undefined && { db }),
  }
}

/** Does an import that operators ask for. */
export function runImport(
  parts: ImportParts,
  file: string,
  { couchdb, ...order }: ImportOrder,
  progress: MovingProgress,
): Promise<ImportReport | MovingRefused> {
  return couchdb
    ? importCouchdb(parts, file, { ...order, progress })
    : importAccount(parts, file, { ...order, progress })
}

/** What became of an import, for people. */
export function describeReport(report: ImportReport): readonly string[] {
  const { accountId, written, present, attachments, refused, refusedFile, remarks } = report
  const there = present === 0 ? '' : `, ${grouped(present)} there already`
  return [
    `Account ${accountId}: ${counted(written, 'document')} and ${counted(attachments, 'attachment')} imported${there}, ${grouped(refused)} refused.`,
    ...(refusedFile === undefined ? [] : [`Those refused are listed in ${refusedFile}:`]),
    ...remarks.map((remark) => `  ${remark}`),
  ]
}

/** What is wrong with the file of an import, or with another one that it needs; `undefined` for errors of other kinds. */
export function fileTrouble(error: unknown, file: string): string | undefined {
  if (!(error instanceof Error && 'syscall' in error)) return undefined
  const isOther = 'path' in error && error.path !== file
  return isOther ? `the import broke off: ${error.message}` : `${file} cannot be read: ${error.message}`
}

function grouped(count: number): string {
  return count.toLocaleString('en-US')
}
