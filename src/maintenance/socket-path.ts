import { createHash } from 'node:crypto'
import { lstat, mkdir, readFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'

/** Unix sockets have short names: at most 103 bytes everywhere (104 with the final zero on macOS). */
const longestPathBytes = 103

/** Where the admin socket of a data folder is. */
export interface SocketPlace {
  readonly path: string
  /** File that tells the path, when it is not the usual one. */
  readonly record?: string
}

/**
 * Where the server puts its admin socket: `crossbar.sock` in the data folder, or,
 * when that path is too long, a folder of this user among the temporary files.
 */
export function socketPlace(dataFolder: string): SocketPlace {
  const folder = path.resolve(dataFolder)
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  // On Windows sockets of this kind have a name space of their own.
  if (process.platform === 'win32') return { path: `\\\\.\\pipe\\crossbar-${name}` }
  const usual = path.join(folder, 'crossbar.sock')
  if (Buffer.byteLength(usual) <= longestPathBytes) return { path: usual }
  return {
    path: path.join(tmpdir(), `crossbar-${String(userInfo().uid)}-${name}`, 'sock'),
    record: path.join(folder, 'crossbar.sock.path'),
  }
}

/** Where a running server's admin socket is, seen from another process that may have other temporary files. */
export async function findSocket(dataFolder: string): Promise<string> {
  const place = socketPlace(dataFolder)
  if (place.record === undefined) return place.path
  try {
    return (await readFile(place.record, 'utf8')).trim()
  } catch {
    return place.path
  }
}

/**
 * Makes the folder of a socket among the temporary files, where anyone may have
 * made one before: it has to be a folder of this user that nobody else can enter.
 */
export async function prepareShortFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  })
  const found = await lstat(folder)
  if (!found.isDirectory() || found.uid !== userInfo().uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} is in the way: it should be a folder that only this user can enter`)
  }
}
