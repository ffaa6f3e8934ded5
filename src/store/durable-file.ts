/** Files and folders that survive a power cut: written aside, forced to disk, then put in place. */

import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Forces a file's content to disk. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Forces a folder's entries (new, renamed and removed names) to disk. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Creates a folder, with those above it that are missing, readable by its owner only. Folders are made one by one:
 * where a file system answers `ENOENT` below a folder that is there, as /proc does, a recursive `mkdir` of Node.js
 * never ends, nor lets the process.
 */
export async function makeFolder(folder: string): Promise<void> {
  if ((await tryFolder(folder)) === undefined) return
  await makeFolder(dirname(folder))
  const missing = await tryFolder(folder)
  if (missing) throw missing
}

/** Creates a folder below one that is there, unless it is there itself; gives back the error when that one is missing. */
async function tryFolder(folder: string): Promise<Error | undefined> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await stat(folder)).isDirectory()) return undefined
    if (error instanceof Error && errorCode(error) === 'ENOENT' && dirname(folder) !== folder) return error
    throw error
  }
  await syncFolder(dirname(folder))
  return undefined
}

/** A name beside `file` that nobody else uses, to write to before the file is put in place. */
export function nameAside(file: string): string {
  return `${file}.part-${randomUUID()}`
}

/**
 * Gives a finished file its final name without ever replacing another one.
 * Rejects with `EEXIST` when the name is in use; the file then stays where it is.
 */
export async function publishNew(finished: string, file: string): Promise<void> {
  try {
    await link(finished, file)
    await unlink(finished)
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw error
    // Some file systems know no hard links; there a check has to do.
    if (await exists(file)) throw alreadyThere(file)
    await rename(finished, file)
  }
  await syncFolder(dirname(file))
}

/** Rejects with `EEXIST` when something has that name already. */
export async function refuseExisting(file: string): Promise<void> {
  if (await exists(file)) throw alreadyThere(file)
}

/** Whether something has that name. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return false
      throw error
    },
  )
}

/** The system's code of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function alreadyThere(file: string): Error {
  return Object.assign(new Error(`${file} exists already`), { code: 'EEXIST', path: file })
}
