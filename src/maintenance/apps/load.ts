import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { systemAuthor } from '../../documents/author.ts'
import type { Document } from '../../documents/document.ts'
import { isEmpty } from '../../documents/coercion.ts'
import { stripPrivate } from '../../documents/patch.ts'
import { failed } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import { appType } from '../../modules/apps_store/catalogue.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { printParagraph } from '../crossbar-maintenance/paragraph.ts'
import type { MaintenanceIo } from '../registry.ts'
import { FileFault, findAppFolders, readWithin } from './folder.ts'
import { imageNames, mostImageBytes, parsedObject, readImages, type Image } from './images.ts'
import { appNamed, nameOf, saveApp } from './stored.ts'

/** Longest description of an application, in bytes. */
const mostMetadataBytes = 1024 * 1024

/** What becomes of an application that is there already. */
export interface Loading {
  /** As it is printed. */
  readonly verb: 'init' | 'refresh'
  /** Where the application finds the API; absent: where the console does. */
  readonly apiUrl: string | undefined
  /** Fields that are brought up to date. */
  readonly keys: readonly string[]
}

/** Loads every application below a folder. */
export async function loadApps(
  services: Services,
  io: MaintenanceIo,
  folder: string,
  loading: Loading,
): Promise<void> {
  for (const each of await findAppFolders(path.resolve(folder))) await loadApp(services, io, each, loading)
}

/**
 * Loads an application from its folder, `metadata/app.json` and the pictures it names, into the master account
 * (auth-and-system.md, "crossbar_maintenance"). Gives back whether that worked.
 */
export async function loadApp(
  services: Services,
  io: MaintenanceIo,
  folder: string,
  loading: Loading,
): Promise<boolean> {
  printParagraph(io, `trying to ${loading.verb} app from ${folder}`)
  const found = await readMetadata(services, io, folder)
  if (!found) return false
  const { api_url: _, ...rest } = found
  const metadata: JsonObject = { ...rest, ...(loading.apiUrl !== undefined && { api_url: loading.apiUrl }) }
  const name = nameOf(metadata)
  const known = await appNamed(services, name)
  if (known) printParagraph(io, ` app ${name} already loaded in system`)
  const app = known ?? (await createApp(services, io, metadata))
  if (!app) return false
  const images = await imagesOf(io, folder, app.id, metadata)
  const body = known ? updated(io, known, metadata, loading.keys) : app.body
  const isChanged = body !== app.body
  const saved = isChanged || images.length > 0 ? await saveApp(services, app, body, images) : app
  if (failed(saved)) {
    printParagraph(io, ` error updating app ${app.id} metadata: conflict`)
    return false
  }
  if (known)
    printParagraph(
      io,
      isChanged ? ` updated ${name} app ${app.id} metadata` : ` no metadata changes for app ${app.id}`,
    )
  for (const image of images) printParagraph(io, `   saved ${image.name} to ${app.id}`)
  return true
}

async function readMetadata(
  { validator }: Services,
  io: MaintenanceIo,
  folder: string,
): Promise<JsonObject | undefined> {
  const bytes = await readWithin(folder, ['metadata'], 'app.json', mostMetadataBytes)
  if (bytes instanceof FileFault) {
    printParagraph(
      io,
      bytes.isMissing
        ? `  failed to incorporate app because there was no app.json in ${path.join(folder, 'metadata')}`
        : `  failed to find metadata in ${folder}: ${bytes.reason}`,
    )
    return undefined
  }
  const metadata = parsedObject(bytes.toString('utf8'))
  if (!metadata) {
    printParagraph(io, `  failed to validate app data ${folder}: app.json is not a JSON object`)
    return undefined
  }
  const { id: _, ...fields } = stripPrivate(metadata)
  const checked = await validator.check('app', fields)
  const faults = failed(checked) ? {} : checked.errors
  if (failed(checked) || Object.keys(faults).length > 0) {
    printParagraph(io, `  failed to validate app data ${folder}: ${JSON.stringify(faults)}`)
    return undefined
  }
  return checked.value
}

async function createApp(
  { documents, accounts }: Services,
  io: MaintenanceIo,
  metadata: JsonObject,
): Promise<Document | undefined> {
  const name = nameOf(metadata)
  const { source_url: _, ...body } = metadata
  const { masterId } = accounts
  if (masterId === undefined) {
    printParagraph(io, ` failed to save app ${name}: there is no master account`)
    return undefined
  }
  const written = await documents.writeOne(
    { change: 'create', db: masterId, type: appType, body },
    systemAuthor,
  )
  if (failed(written)) {
    printParagraph(io, ` failed to save app ${name} to ${masterId}: conflict`)
    return undefined
  }
  printParagraph(io, ` saved app ${name} as doc ${written.id}`)
  return written
}

/** The fields of an application with those brought up to date that are to be; the very same when none changed. */
function updated(
  io: MaintenanceIo,
  { body }: Document,
  metadata: JsonObject,
  keys: readonly string[],
): JsonObject {
  const changed: [string, Json | undefined][] = []
  for (const key of keys) {
    const fresh = Object.hasOwn(metadata, key) ? metadata[key] : undefined
    if (isEmpty(fresh) || isDeepStrictEqual(fresh, body[key]))
      printParagraph(io, ` not updating ${key}, it is unchanged`)
    else {
      printParagraph(io, ` preparing to update ${key}`)
      changed.push([key, fresh])
    }
  }
  return changed.length === 0 ? body : Object.fromEntries([...Object.entries(body), ...changed])
}

async function imagesOf(
  io: MaintenanceIo,
  folder: string,
  appId: string,
  metadata: JsonObject,
): Promise<readonly Image[]> {
  const names = imageNames(metadata)
  const images: Image[] = []
  for (const kind of ['icon', 'screenshots'] as const)
    images.push(
      ...(await readImages(io, kind, appId, names[kind], (name) =>
        readWithin(folder, ['metadata', kind], name, mostImageBytes),
      )),
    )
  return images
}
