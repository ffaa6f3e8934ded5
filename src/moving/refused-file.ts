import { open, rm, type FileHandle } from 'node:fs/promises'
import type { Json } from '../json.ts'

/** Lists what an import does not take, one JSON object a line, in a file that only the operator can read. */
export class RefusedFile {
  readonly path: string
  readonly #reasons = new Map<string, number>()
  #handle: FileHandle | undefined
  /** Refusals, and how many of them are in the file. */
  count = 0
  written = 0

  private constructor(path: string) {
    this.path = path
  }

  /** For the refusals of the import of `file`; the list of an earlier import is removed. */
  static async beside(file: string): Promise<RefusedFile> {
    const refused = new RefusedFile(`${file}.refused.ndjson`)
    await rm(refused.path, { force: true })
    return refused
  }

  /** Adds a document. */
  async add(id: Json | undefined, reason: string, document: Json | undefined): Promise<void> {
    this.count += 1
    this.written += 1
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1)
    this.#handle ??= await open(this.path, 'w', 0o600)
    await this.#handle.appendFile(`${JSON.stringify({ id, reason, document })}\n`)
  }

  /** The commonest reasons, with how often they were given. */
  get reasons(): readonly string[] {
    return [...this.#reasons]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, 10)
      .map(([reason, count]) => `${String(count)} × ${reason}`)
  }

  async close(): Promise<void> {
    await this.#handle?.close()
    this.#handle = undefined
  }
}
