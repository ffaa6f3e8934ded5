import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openSecretKey, SecretKeyUnusable } from '../auth/secret-key.ts'
import type { AdminSocket } from '../maintenance/socket.ts'
import { counted } from '../moving/counted.ts'
import { migrate as run } from '../moving/migrate/migrate.ts'
import { agrees, MigrationRefused, type End, type MigrationReport } from '../moving/migrate/terms.ts'
import { FileBlobs } from '../outside/blobs/files.ts'
import { blobsFolder, secretKeyFile } from '../store/data-folder.ts'
import { errorCode, makeFolder } from '../store/durable-file.ts'
import { openStore } from '../store/open.ts'
import { storeSettings } from '../store-settings.ts'
import type { Store } from '../store/port.ts'
import { complain, exitCodes, type Options, refuse } from './command.ts'
import { declaredTypes } from './declared-types.ts'
import { openExisting, storeTrouble, takeFolder, type WhereSettings } from './open-store.ts'
import { progressBar, readableBytes } from './progress.ts'

/** Where one end of a migration is. */
interface Place {
  readonly name: string
  /** Data folder, with binary content and the secret key. */
  readonly folder: string
  readonly databaseUrl?: string
}

/** What was taken so far, to be given back in the end. */
interface Held {
  readonly stores: Store[]
  readonly folders: AdminSocket[]
}

/** Copies all of one store to another, empty one. */
export async function migrate(settings: WhereSettings, options: Options): Promise<number> {
  const from = placeOf('from', settings, options)
  const to = placeOf('to', settings, options)
  if (typeof from === 'string') return complain(from)
  if (typeof to === 'string') return complain(to)
  if (from.name === to.name) return complain('--from and --to are the same')
  const held: Held = { stores: [], folders: [] }
  const bars = { copying: progressBar('copying', documents), comparing: progressBar('comparing', documents) }
  try {
    const source = await openEnd(from, settings, held, true)
    if (typeof source === 'string') return refuse(source)
    const target = await openEnd(to, settings, held, false)
    if (typeof target === 'string') return refuse(target)
    const report = await run({
      from: source,
      to: target,
      sharedBlobs: from.folder === to.folder,
      prepare: () => copySecretKey(from.folder, to.folder),
      types: declaredTypes(),
      progress: (work, done, total) => {
        if (work === 'comparing') bars.copying.stop()
        bars[work].update(done, total)
      },
    })
    for (const bar of Object.values(bars)) bar.stop()
    if (report instanceof MigrationRefused) return refuse(report.reason)
    return tell(report, from, to)
  } catch (error) {
    const reason = storeTrouble(error) ?? (error instanceof SecretKeyUnusable ? error.message : undefined)
    const hasBegun = held.stores.length === 2
    if (reason !== undefined)
      return refuse(hasBegun ? `${reason}; run the same command again to go on` : reason)
    if (errorCode(error) !== undefined && error instanceof Error) return refuse(error.message)
    throw error
  } finally {
    for (const bar of Object.values(bars)) bar.stop()
    for (const store of held.stores) await store.close()
    for (const folder of held.folders) await folder.close()
  }
}

/** Reads `sqlite:FOLDER`, `postgres://…` or `postgres:` (the address of the settings). */
function placeOf(side: 'from' | 'to', settings: WhereSettings, options: Options): Place | string {
  const text = options.get(side)
  if (text === undefined) return `--${side} is missing: sqlite:FOLDER or postgres://…`
  const folder = options.get(`${side}-data`)
  if (text.startsWith('sqlite:') && text.length > 7) {
    const place = path.resolve(text.slice(7))
    if (folder !== undefined) return `--${side}-data is for PostgreSQL: the folder of ${text} is its own`
    return { name: `sqlite:${place}`, folder: place }
  }
  const databaseUrl = text === 'postgres:' ? settings.databaseUrl : text
  if (databaseUrl === undefined) return `--${side} postgres: needs CROSSBAR_DATABASE_URL`
  if (!/^postgres(?:ql)?:\/\/\S+$/.test(databaseUrl)) return `--${side} accepts sqlite:FOLDER or postgres://…`
  return {
    name: databaseUrl.replace(/\/\/[^/]*@/, '//').replace(/\?.*$/, ''),
    folder: folder === undefined ? settings.data : path.resolve(folder),
    databaseUrl,
  }
}

async function openEnd(
  { name, folder, databaseUrl }: Place,
  settings: WhereSettings,
  held: Held,
  mustExist: boolean,
): Promise<End | string> {
  const { databaseUrl: _other, ...rest } = settings
  const where: WhereSettings = { ...rest, data: folder, databaseUrl }
  const store = mustExist
    ? await openExisting(where)
    : await openStore({ ...storeSettings(where), databaseTimeout: 600, synchronous: 'normal' })
  if (typeof store === 'string') return store
  held.stores.push(store)
  if (databaseUrl === undefined) {
    const taken = await takeFolder(folder)
    if (typeof taken === 'string') return taken
    held.folders.push(taken)
  }
  return { store, blobs: new FileBlobs(blobsFolder(folder)), name }
}

/** Gives the target the key of the source; tells why not in one line, when it has another. */
async function copySecretKey(from: string, to: string): Promise<string | undefined> {
  if (from === to) return undefined
  const key = await readFile(secretKeyFile(from), 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  })
  if (key === undefined) {
    console.error(
      `crossbar: there is no ${secretKeyFile(from)}: copy the key to ${secretKeyFile(to)} yourself`,
    )
    return undefined
  }
  await makeFolder(to)
  const theirs = await openSecretKey(from, false)
  const ours = await openSecretKey(to, false).catch((error: unknown) => {
    if (error instanceof SecretKeyUnusable) return undefined
    throw error
  })
  if (ours && ours.fingerprint() !== theirs.fingerprint())
    return `${secretKeyFile(to)} is another key than ${secretKeyFile(from)}: move it away first`
  if (!ours) await openSecretKey(to, false, key.trim())
  return undefined
}

function tell(report: MigrationReport, from: Place, to: Place): number {
  const { comparisons, losses, attachments, blobBytes, resumed } = report
  for (const each of comparisons) {
    const [count, there] = each.counts
    const [sum, other] = each.checksums.map((checksum) => checksum.slice(0, 16))
    const name = each.name.padEnd(32)
    if (agrees(each)) console.log(`${name} ${String(count).padStart(9)}  ${sum ?? ''}`)
    else
      console.log(
        `${name} ${String(count).padStart(9)}  ${sum ?? ''}  but there ${String(there)}  ${other ?? ''}`,
      )
  }
  for (const loss of losses) console.error(`crossbar: ${loss}`)
  const moved = comparisons
    .filter(({ name }) => !name.startsWith('('))
    .reduce((sum, { counts }) => sum + counts[1], 0)
  const content = `${counted(attachments, 'attachment')} (${readableBytes(blobBytes)} copied)`
  const goneOn = resumed ? ', going on where an earlier run broke off' : ''
  console.log(`${to.name} has ${documents(moved)}; this run saw ${content}${goneOn}.`)
  if (!comparisons.every(agrees))
    return refuse(
      `${from.name} and ${to.name} do not agree: do not use the copy, and begin anew with an empty target`,
    )
  console.log('Counts and checksums agree.')
  return losses.length > 0 ? exitCodes.failed : exitCodes.done
}

function documents(number: number): string {
  return counted(number, 'document')
}
