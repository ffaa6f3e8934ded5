import { access, constants, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { errorCode, makeFolder } from './durable-file.ts'
import { StoreUnusable } from './port.ts'

/** The embedded database's file in a data folder. SQLite keeps a `-wal` and a `-shm` file beside it. */
export function databaseFile(dataFolder: string): string {
  return join(dataFolder, 'crossbar.db')
}

/** The folder of recordings, faxes and other binary content in a data folder. */
export function blobsFolder(dataFolder: string): string {
  return join(dataFolder, 'blobs')
}

/** The file with the 32 bytes that look-up keys and encrypted fields are made with. */
export function secretKeyFile(dataFolder: string): string {
  return join(dataFolder, 'secret.key')
}

/**
 * Makes sure that the data folder is there and can be written to; a new one is
 * readable by its owner only. Rejects with `StoreUnusable`, saying what is wrong.
 */
export async function prepareDataFolder(dataFolder: string): Promise<void> {
  const folder = resolve(dataFolder)
  try {
    await makeFolder(folder)
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' })
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new StoreUnusable(`Data folder ${folder} cannot be used: ${reason(errorCode(error))}`, {
      cause: error,
    })
  }
}

function reason(code: string | undefined): string {
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'this user may not write there'
    case 'EROFS':
      return 'it lies on a read-only file system'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a part of the path is not a folder'
    case 'ENOENT':
      return 'no folder can be made there'
    case 'ENOSPC':
      return 'the disk is full'
    default:
      return code ?? 'unknown error'
  }
}
