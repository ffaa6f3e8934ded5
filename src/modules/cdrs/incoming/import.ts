import type { Accounts } from '../../../documents/accounts.ts'
import type { Documents } from '../../../documents/documents.ts'
import type { SystemConfig } from '../../../documents/system-config.ts'
import { eventRules, type EventRules } from './event.ts'
import { LineReader, type Line } from './lines.ts'
import { isRefusal, readCdr, type IncomingCdr, type Refusal } from './record.ts'
import { storeBatch } from './store-batch.ts'

/** What an import works with. */
export interface ImportParts {
  readonly documents: Documents
  readonly accounts: Pick<Accounts, 'find'>
  readonly config: SystemConfig
}

/** Why records were refused: how many, and in which lines the first of them stand. */
export interface RefusalCount {
  readonly count: number
  readonly lines: readonly number[]
}

/** How far an import is, or how it ended. */
export interface ImportReport {
  /** Bytes of the file that were read. */
  readonly bytes: number
  /** Records that are on disk. */
  readonly stored: number
  /** Records that were refused. */
  readonly refused: number
  readonly reasons: ReadonlyMap<string, RefusalCount>
}

/** Records written in one transaction: requests to a running server wait no longer than that takes. */
const batchSize = 500

/** Lines named for each reason. */
const namedLines = 5

/**
 * Imports call records, one JSON object a line (calls-and-events.md, "cdrs", stored document), as they are read
 * and without holding more than a batch of them. A record that cannot be taken is counted and passed over.
 * `progress` is called after every batch. Rejects with `StoreUnavailable` when the store fails; what
 * was reported as stored by then stays, and importing the file again adds the rest.
 */
export async function importCdrs(
  parts: ImportParts,
  file: AsyncIterable<Uint8Array>,
  progress: (report: ImportReport) => void = () => undefined,
): Promise<ImportReport> {
  const run = new ImportRun(parts)
  const lines = new LineReader()
  for await (const piece of file) {
    for (const line of lines.read(piece)) if (await run.take(line)) progress(run.report())
    run.bytes += piece.length
  }
  for (const line of lines.end()) await run.take(line)
  await run.flush()
  progress(run.report())
  return run.report()
}

/** A record with the line it stands in. */
interface Numbered extends IncomingCdr {
  readonly line: number
}

class ImportRun {
  bytes = 0
  readonly #parts: ImportParts
  readonly #rules: EventRules
  readonly #reasons = new Map<string, { count: number; lines: number[] }>()
  #batch: Numbered[] = []
  #stored = 0
  #refused = 0

  constructor(parts: ImportParts) {
    this.#parts = parts
    this.#rules = eventRules(parts.config)
  }

  report(): ImportReport {
    return { bytes: this.bytes, stored: this.#stored, refused: this.#refused, reasons: this.#reasons }
  }

  /** Takes a line; tells whether a batch was written. */
  async take({ number, text }: Line): Promise<boolean> {
    const record = text === undefined ? { refused: 'line is too long' } : parsed(text, this.#rules)
    if (isRefusal(record)) return this.#refuse(record.refused, number)
    const account = this.#parts.accounts.find(record.accountId)
    if ((account instanceof Promise ? await account : account) === undefined)
      return this.#refuse('no such account', number)
    this.#batch.push({ ...record, line: number })
    if (this.#batch.length < batchSize) return false
    await this.flush()
    return true
  }

  /** Writes what is waiting. */
  async flush(): Promise<void> {
    const batch = this.#batch
    this.#batch = []
    const taken = await storeBatch(this.#parts.documents, batch)
    this.#stored += batch.length - taken.size
    for (const { line } of taken) this.#refuse('is there already', line)
  }

  #refuse(reason: string, line: number): false {
    const known = this.#reasons.get(reason) ?? { count: 0, lines: [] }
    known.count += 1
    if (known.lines.length < namedLines) known.lines.push(line)
    this.#reasons.set(reason, known)
    this.#refused += 1
    return false
  }
}

function parsed(text: string, rules: EventRules): IncomingCdr | Refusal {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { refused: 'not JSON' }
  }
  return readCdr(value, rules)
}
