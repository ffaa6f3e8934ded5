import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import { archiveId, archiveSchema, archiveVersion } from './format.ts'

const chunkBytes = 1024 * 1024

/** Writes the contents of a new archive. */
export class ArchiveWriter {
  readonly #connection: DatabaseSync
  readonly #addChunk: StatementSync
  readonly #addContent: StatementSync
  #nextChunk = 1
  #bytes = 0

  private constructor(file: string) {
    this.#connection = new DatabaseSync(file)
    // The caller forces the whole file to disk when it is complete: nothing has to be safe before.
    this.#connection.exec(`
      PRAGMA page_size = 65536;
      PRAGMA journal_mode = MEMORY;
      PRAGMA synchronous = OFF;
      PRAGMA application_id = ${archiveId};
      PRAGMA user_version = ${archiveVersion};
      ${archiveSchema}
    `)
    this.#addChunk = this.#connection.prepare('INSERT INTO chunks (no, bytes) VALUES (?, ?)')
    this.#addContent = this.#connection.prepare(
      'INSERT INTO contents (name, first_chunk, chunks, bytes, digest) VALUES (?, ?, ?, ?, ?)',
    )
  }

  /** Begins an archive in a new file (mode 0600). */
  static async create(file: string): Promise<ArchiveWriter> {
    await (await open(file, 'wx', 0o600)).close()
    return new ArchiveWriter(file)
  }

  /**
   * Adds content from a stream of bytes. When a digest is given and the bytes do not
   * have it, nothing is added and `false` given back.
   */
  async add(
    name: string,
    content: AsyncIterable<Uint8Array>,
    onBytes: (bytes: number) => void,
    expected?: string,
  ): Promise<boolean> {
    const hash = createHash('sha256')
    const first = this.#nextChunk
    let bytes = 0
    let next = first
    this.#connection.exec('BEGIN')
    try {
      for await (const chunk of inChunks(content)) {
        hash.update(chunk)
        this.#addChunk.run(next, chunk)
        next += 1
        bytes += chunk.byteLength
        onBytes(chunk.byteLength)
      }
      const digest = hash.digest('hex')
      const wanted = expected === undefined || digest === expected
      if (wanted) this.#addContent.run(name, first, next - first, bytes, digest)
      this.#connection.exec(wanted ? 'COMMIT' : 'ROLLBACK')
      if (!wanted) return false
      this.#nextChunk = next
      this.#bytes += bytes
      return true
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK')
      throw error
    }
  }

  /** Length of all contents so far. */
  get bytes(): number {
    return this.#bytes
  }

  /** Closes the file. */
  close(): void {
    this.#connection.close()
  }
}

/** Gathers the pieces of a stream to chunks of one size; the last one may be shorter. */
async function* inChunks(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  let gathered: Uint8Array[] = []
  let size = 0
  for await (const piece of content) {
    for (let at = 0; at < piece.byteLength;) {
      const part = piece.subarray(at, at + chunkBytes - size)
      gathered.push(part)
      size += part.byteLength
      at += part.byteLength
      if (size < chunkBytes) continue
      yield Buffer.concat(gathered, size)
      gathered = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(gathered, size)
}
