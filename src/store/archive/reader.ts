import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import { bytes, integer, query, single, text } from '../sqlite/columns.ts'
import { asUnavailable } from '../sqlite/errors.ts'
import { archiveId, archiveVersion } from './format.ts'
import { ArchiveRefused } from './terms.ts'

/** One content of an archive. */
export interface ArchivedContent {
  readonly name: string
  readonly bytes: number
  readonly firstChunk: number
  readonly chunks: number
  readonly digest: string
}

/** An archive's bytes are not those that were written. */
export class DamagedArchive extends Error {
  override readonly name = 'DamagedArchive'
}

/** Reads the contents of an archive. */
export class ArchiveReader {
  readonly contents: readonly ArchivedContent[]
  readonly #connection: DatabaseSync
  readonly #chunk: StatementSync

  private constructor(connection: DatabaseSync) {
    this.#connection = connection
    this.#chunk = query(connection, 'SELECT bytes FROM chunks WHERE no = ?')
    const contents = query(
      connection,
      'SELECT name, bytes, first_chunk, chunks, digest FROM contents ORDER BY rowid',
    )
    this.contents = contents.all().map((row) => ({
      name: text(row[0]),
      bytes: integer(row[1]),
      firstChunk: integer(row[2]),
      chunks: integer(row[3]),
      digest: text(row[4]),
    }))
  }

  /** Opens an archive and checks its structure; the bytes are checked as they are read. */
  static open(file: string): ArchiveReader | ArchiveRefused {
    let connection: DatabaseSync | undefined
    try {
      connection = new DatabaseSync(file, { readOnly: true })
      const wrong = faultOf(connection)
      if (wrong === undefined) return new ArchiveReader(connection)
      connection.close()
      return new ArchiveRefused(`${file} ${wrong}`)
    } catch (error) {
      connection?.close()
      const cause = asUnavailable(error)
      if (cause === error || !(cause instanceof Error)) throw error
      return new ArchiveRefused(`${file} cannot be read: ${cause.message}`)
    }
  }

  /** The bytes of a content, in chunks; fails with `DamagedArchive` when they are not those that were written. */
  async *read(content: ArchivedContent): AsyncGenerator<Uint8Array, void, undefined> {
    const hash = createHash('sha256')
    for (let no = content.firstChunk; no < content.firstChunk + content.chunks; no += 1) {
      const row = this.#chunk.get(no)
      if (!row) throw new DamagedArchive(`${content.name} is incomplete`)
      const chunk = bytes(row[0])
      hash.update(chunk)
      yield chunk
    }
    if (hash.digest('hex') !== content.digest) throw new DamagedArchive(`${content.name} is damaged`)
  }

  /** Closes the file. */
  close(): void {
    this.#connection.close()
  }
}

function faultOf(connection: DatabaseSync): string | undefined {
  if (single(connection, 'PRAGMA application_id') !== archiveId) return 'is not an archive'
  if (integer(single(connection, 'PRAGMA user_version')) > archiveVersion) {
    return 'was made by a newer version: upgrade the program'
  }
  return single(connection, 'PRAGMA integrity_check(1)') === 'ok' ? undefined : 'is damaged'
}
