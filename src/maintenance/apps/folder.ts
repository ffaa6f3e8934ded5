import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../store/durable-file.ts'

/** Why a file cannot be had, in a few words. */
export class FileFault {
  readonly reason: string
  readonly isMissing: boolean

  constructor(reason: string, isMissing = false) {
    this.reason = reason
    this.isMissing = isMissing
  }
}

/** Folders below this many others are not looked into. */
const deepest = 12

/** Every folder below one that has a `metadata/app.json`, itself too, sorted. Links to folders are not followed. */
export async function findAppFolders(folder: string, depth = 0): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const isApp =
    folders.includes('metadata') &&
    (await stat(path.join(folder, 'metadata', 'app.json')).then(
      (file) => file.isFile(),
      () => false,
    ))
  const found = isApp ? [folder] : []
  if (depth < deepest)
    for (const name of folders.toSorted())
      found.push(...(await findAppFolders(path.join(folder, name), depth + 1)))
  return found
}

/**
 * Reads a file that others named, of `folder/…within/name`: a plain name, of a file that is really within the
 * folder, not longer than `mostBytes`.
 */
export async function readWithin(
  folder: string,
  within: readonly string[],
  name: string,
  mostBytes: number,
): Promise<Buffer | FileFault> {
  if (!isPlainName(name)) return new FileFault(`${JSON.stringify(name)} is not the name of a file`)
  try {
    const root = await realpath(folder)
    const file = await realpath(path.join(folder, ...within, name))
    if (!file.startsWith(root.endsWith(path.sep) ? root : root + path.sep))
      return new FileFault(`${name} is outside of the folder`)
    return await readLimited(file, mostBytes)
  } catch (error) {
    return faultOf(error)
  }
}

/** Reads a file that the operator named. */
export async function readNamed(file: string, mostBytes: number): Promise<Buffer | FileFault> {
  try {
    return await readLimited(file, mostBytes)
  } catch (error) {
    return faultOf(error)
  }
}

/** A name without a path, and none of a hidden file. */
export function isPlainName(name: string): boolean {
  // eslint-disable-next-line no-control-regex -- these are what must not be there
  return /^[^./\\\u0000-\u001f][^/\\\u0000-\u001f]{0,254}$/.test(name)
}

async function readLimited(file: string, mostBytes: number): Promise<Buffer | FileFault> {
  const { size, isFile } = await stat(file).then((stats) => ({ size: stats.size, isFile: stats.isFile() }))
  if (!isFile) return new FileFault('it is not a file')
  if (size > mostBytes) return new FileFault(`it has more than ${String(mostBytes)} bytes`)
  return await readFile(file)
}

function faultOf(error: unknown): FileFault {
  const code = errorCode(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return new FileFault('it is not there', true)
  return new FileFault(error instanceof Error ? error.message : String(error))
}
