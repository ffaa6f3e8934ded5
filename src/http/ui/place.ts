import { realpath, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { errorCode } from '../../store/durable-file.ts'

/** Where a path of a request leads in a folder. */
export type Place =
  /** To a file: its path within the folder, with `/` between its segments. */
  | { readonly kind: 'file'; readonly segments: readonly string[] }
  /** To a folder with an index, of which relative links only work with a slash behind its name. */
  | { readonly kind: 'folder' }
  /** To nothing that is served. */
  | undefined

/** What the page of a folder is called. */
const index = 'index.html'

/**
 * The file that a path of a request, percent-encoded and without its query, stands for below `root`, a real path.
 * Only files that really lie there are found: no path leads out of the folder by `..`, an encoded separator or a
 * link, and nothing is found that has a segment with a dot in front. Names are those of the file, links followed.
 */
export async function placeOf(root: string, path: string): Promise<Place> {
  const named = segmentsOf(path)
  if (!named) return undefined
  const isFolder = named.at(-1) === ''
  const file = await realFile(root, isFolder ? [...named.slice(0, -1), index] : named)
  if (file !== 'folder') return file && { kind: 'file', segments: file }
  if (isFolder) return undefined
  const page = await realFile(root, [...named, index])
  return page === undefined || page === 'folder' ? undefined : { kind: 'folder' }
}

/** The decoded segments of a path, the last one empty where it ends with a slash; `undefined`: no such file can be. */
function segmentsOf(path: string): readonly string[] | undefined {
  // A separator within a name would make another path of it.
  if (!path.startsWith('/') || /%2f|%5c|\\/i.test(path)) return undefined
  const segments: string[] = []
  for (const text of path.slice(1).split('/')) {
    const segment = decoded(text)
    if (segment === undefined || segment.startsWith('.') || segment.includes('\0')) return undefined
    segments.push(segment)
  }
  return segments.slice(0, -1).includes('') ? undefined : segments
}

async function realFile(
  root: string,
  segments: readonly string[],
): Promise<readonly string[] | 'folder' | undefined> {
  try {
    const real = await realpath(join(root, ...segments))
    const within = real === root ? [] : relative(root, real).split(sep)
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined
    // A link may lead to a hidden file.
    if (within.some((segment) => segment.startsWith('.'))) return undefined
    const found = await stat(real)
    return found.isDirectory() ? 'folder' : found.isFile() ? within : undefined
  } catch (error) {
    if (absent.has(errorCode(error) ?? '')) return undefined
    throw error
  }
}

/** Why there is no file of a name, or none that may be read. */
const absent: ReadonlySet<string> = new Set([
  'ENOENT',
  'ENOTDIR',
  'EACCES',
  'EPERM',
  'ELOOP',
  'ENAMETOOLONG',
  'EINVAL',
])

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
