import path from 'node:path'
import { Readable } from 'node:stream'
import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import { attach } from '../../modules/declaration/attachments.ts'
import { contentTypeOfExtension } from '../../modules/declaration/file-extensions.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { TooLarge } from '../../outside/blobs/port.ts'
import type { MaintenanceIo } from '../registry.ts'
import { FileFault } from './folder.ts'

/** Longest picture, in bytes. */
export const mostImageBytes = 20 * 1024 * 1024

/** A picture on its way to an application. */
export interface Image {
  readonly name: string
  readonly bytes: Buffer
}

/** Names of the pictures an application tells of: its icon, and those that show it. */
export function imageNames({ icon, screenshots }: JsonObject): {
  readonly icon: readonly string[]
  readonly screenshots: readonly string[]
} {
  return {
    icon: typeof icon === 'string' && icon !== '' ? [icon] : [],
    screenshots: Array.isArray(screenshots) ? screenshots.filter(isText) : [],
  }
}

/**
 * Reads pictures of one kind, all of them or none; says so when that cannot be done. `read` reads one by its name.
 */
export async function readImages(
  io: MaintenanceIo,
  kind: 'icon' | 'screenshots',
  appId: string,
  names: readonly string[],
  read: (name: string) => Promise<Buffer | FileFault>,
): Promise<readonly Image[]> {
  const images: Image[] = []
  for (const name of names) {
    const bytes = isImageName(name) ? await read(name) : new FileFault(`${name} is not a picture`)
    if (bytes instanceof FileFault) {
      io.print(
        bytes.isMissing
          ? `  failed to find ${kind} in ${appId}`
          : `  failed to load ${kind} in ${appId}: ${bytes.reason}`,
      )
      io.print('')
      return []
    }
    images.push({ name, bytes })
  }
  return images
}

/** Pictures by their names: `icon.png`. */
export function isImageName(name: string): boolean {
  return /\.(?:png|jpe?g|gif|svg|webp|ico)$/i.test(name)
}

/** Changes that give an application its pictures; those it no longer tells of go. */
export async function imageChanges(
  services: Services,
  { db, id, body }: Document,
  images: readonly Image[],
): Promise<readonly Change[]> {
  const { icon, screenshots } = imageNames(body)
  const kept = new Set([...icon, ...screenshots, ...images.map(({ name }) => name)])
  const former = await services.documents.attachments(db, id)
  const changes: Change[] = former
    .filter(({ name }) => !kept.has(name))
    .map(({ name }) => ({ change: 'detach', db, id, name }))
  for (const { name, bytes } of images) {
    const written = await services.blobs.write(Readable.from([bytes]))
    if (written instanceof TooLarge) continue
    const extension = path.extname(name).slice(1).toLowerCase()
    const contentType = contentTypeOfExtension(extension === 'jpg' ? 'jpeg' : extension)
    changes.push(attach(db, id, name, { contentType, ...written }))
  }
  return changes
}

/** Metadata that was read from a file: an object, or nothing. */
export function parsedObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isText(value: Json): value is string {
  return typeof value === 'string'
}
