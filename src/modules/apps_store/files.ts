import { answer, systemError, type Failure } from '../../failures.ts'
import type { Json } from '../../json.ts'
import type { Attachment } from '../../store/port.ts'
import { download } from '../declaration/attachments.ts'
import type { Context } from '../declaration/context.ts'
import { imageTypes } from '../declaration/media-groups.ts'
import type { Result } from '../declaration/results.ts'
import { masterApp, type App } from './catalogue.ts'

/** What says which file is asked for. */
type FileName = (context: Context, app: App) => Json | undefined

/** In what the files come; a client that asks for none of it is told when there is no file at all. */
export const fileTypes = ['application/json', 'application/octet-stream', ...imageTypes] as const

/** The picture that stands for an application. */
export const iconOf: FileName = (_, { fields }) => fields['icon']

/** One of the pictures that show an application: the number in the path counts from 0. */
export const screenshotOf: FileName = (context, { fields }) => {
  const { screenshots } = fields
  const index = context.arg('index')
  return Array.isArray(screenshots) && /^\d{1,4}$/.test(index)
    ? (screenshots as readonly Json[])[Number(index)]
    : undefined
}

/** Types in which the file can be had: its own. */
export async function typesOf(context: Context, fileName: FileName): Promise<readonly string[]> {
  const app = await masterApp(context.services, context.arg('id'))
  const file = app && (await fileOf(context, app, fileName))
  return file ? [file.contentType] : fileTypes
}

/** GET of a file, for everyone: pages show them. `missing` is told where there is none. */
export async function readFile(
  context: Context,
  fileName: FileName,
  missing: (context: Context) => string,
): Promise<Result | Failure> {
  const id = context.arg('id')
  const app = await masterApp(context.services, id)
  if (!app) return unknownApp(id)
  const file = await fileOf(context, app, fileName)
  return file
    ? download(context.services.blobs, file, { etag: file.digest })
    : answer(404, 'bad identifier', [missing(context)])
}

/** No such application. */
export function unknownApp(id: string): Failure {
  return systemError('bad_identifier', { details: id })
}

async function fileOf(context: Context, app: App, fileName: FileName): Promise<Attachment | undefined> {
  const name = fileName(context, app)
  if (typeof name !== 'string') return undefined
  const files = await context.services.documents.attachments(app.accountId, app.id)
  return files.find((each) => each.name === name)
}
