import path from 'node:path'
import { apiKeyFields } from '../auth/api-key-fields.ts'
import { Credentials } from '../auth/credentials.ts'
import { openSecretKey, SecretKeyUnusable } from '../auth/secret-key.ts'
import { Documents } from '../documents/documents.ts'
import {
  describeReport,
  fileTrouble,
  orderWords,
  readOrder,
  runImport,
  type ImportOrder,
} from '../moving/run-import.ts'
import { MovingRefused } from '../moving/terms.ts'
import { FileBlobs } from '../outside/blobs/files.ts'
import { databaseFile, blobsFolder } from '../store/data-folder.ts'
import { exists } from '../store/durable-file.ts'
import type { Settings } from '../settings.ts'
import { complain, exitCodes, type Options, refuse } from './command.ts'
import { declaredTypes } from './declared-types.ts'
import { openExisting, storeTrouble, takeFolder, type WhereSettings } from './open-store.ts'
import { progressBar } from './progress.ts'
import { connectTo, Unreachable, type SupConnection } from './sup-connection.ts'

/** Settings that the import of an account uses. */
export type ImportSettings = WhereSettings & Pick<Settings, 'secret'>

/**
 * Imports an account: by the server that has the data folder if one runs, so that nothing it remembers gets stale;
 * otherwise, and into PostgreSQL, whose nodes hear of changes, by this process.
 */
export async function importAccount(
  settings: ImportSettings,
  file: string,
  options: Options,
): Promise<number> {
  const words = [...options].map(([flag, value]) => (value === 'true' ? `--${flag}` : `--${flag}=${value}`))
  const order = readOrder(words)
  if (typeof order === 'string') return complain(order)
  const place = path.resolve(file)
  if (settings.databaseUrl === undefined && (await exists(databaseFile(settings.data)))) {
    const server = await connectTo(settings.data)
    if (!(server instanceof Unreachable)) return importByServer(server, place, order)
  }
  return importHere(settings, place, order)
}

async function importByServer(server: SupConnection, file: string, order: ImportOrder): Promise<number> {
  const call = {
    module: 'crossbar_maintenance',
    function: 'import_account',
    args: [file, ...orderWords(order)],
  }
  const end = await server.call({ ...call, erlTerms: false }, (text) => process.stdout.write(text), 0)
  if (end === 'lost' || end === 'timeout') return refuse('the server went away; import again')
  if ('error' in end) return refuse(end.message)
  return end.ok ? exitCodes.done : exitCodes.failed
}

async function importHere(settings: ImportSettings, file: string, order: ImportOrder): Promise<number> {
  const { data, databaseUrl } = settings
  const store = await openExisting(settings)
  if (typeof store === 'string') return refuse(store)
  const progress = progressBar('importing')
  const taken = databaseUrl === undefined ? await takeFolder(data) : undefined
  try {
    if (typeof taken === 'string') return refuse(taken)
    const secret = await openSecretKey(data, false, settings.secret)
    const report = await runImport(
      {
        documents: new Documents(store, declaredTypes()),
        blobs: new FileBlobs(blobsFolder(data)),
        signIn: {
          credentials: new Credentials(secret),
          apiKeyFields: (accountId, apiKey) => apiKeyFields(secret, accountId, apiKey),
        },
      },
      file,
      order,
      (done, total) => {
        progress.update(done, total)
      },
    )
    progress.stop()
    if (report instanceof MovingRefused) return refuse(report.reason)
    for (const line of describeReport(report)) console.log(line)
    return report.refused === 0 ? exitCodes.done : exitCodes.failed
  } catch (error) {
    const unusable = error instanceof SecretKeyUnusable ? error.message : undefined
    const reason = storeTrouble(error) ?? unusable ?? fileTrouble(error, file)
    if (reason !== undefined) return refuse(reason)
    throw error
  } finally {
    progress.stop()
    if (typeof taken === 'object') await taken.close()
    await store.close()
  }
}
