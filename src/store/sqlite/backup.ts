import { open, rm } from 'node:fs/promises'
import { backup, DatabaseSync } from 'node:sqlite'
import { nameAside, publishNew, refuseExisting, syncFile } from '../durable-file.ts'
import { connectReader } from './connection.ts'

/** More pages than a database can have: all are copied in one step, which is one snapshot. */
const everyPage = 2 ** 31 - 1

/**
 * Copies a database that is in use to a new file (mode 0600) that stands alone. The
 * copy is made by a thread of its own through a connection of its own: it sees one
 * moment of the database, and neither waits for writers nor holds them up.
 * Rejects with `EEXIST` when the file is there already; leaves nothing behind on failure.
 */
export async function backUp(database: string, file: string, busyTimeoutMs: number): Promise<void> {
  await refuseExisting(file)
  const aside = nameAside(file)
  await (await open(aside, 'wx', 0o600)).close()
  try {
    const source = connectReader(database, busyTimeoutMs)
    try {
      await backup(source, aside, { rate: everyPage })
    } finally {
      source.close()
    }
    standAlone(aside)
    await syncFile(aside)
    await publishNew(aside, file)
  } finally {
    await rm(aside, { force: true })
    await rm(`${aside}-journal`, { force: true })
  }
}

/** Makes a copy readable without files beside it, even where nothing can be written. */
function standAlone(file: string): void {
  const copy = new DatabaseSync(file)
  try {
    copy.exec('PRAGMA journal_mode = DELETE')
  } finally {
    copy.close()
  }
}
