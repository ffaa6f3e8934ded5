import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import type { JsonObject } from '../../json.ts'
import { attach, attachmentName } from '../declaration/attachments.ts'
import type { AccountContext, Upload } from '../declaration/context.ts'
import { normalized } from '../declaration/normalization.ts'

/** Samples a second of converted voicemail. */
const sampleRate = 16_000

/** Sound of a message, about to be kept. */
export interface Audio {
  /** The one to play first. */
  readonly files: readonly [Upload, ...Upload[]]
  /** What the message says about it; `undefined` removes a field. */
  readonly fields: JsonObject
}

/**
 * What to keep of a message's sound: as it came or, where the operator wants one format
 * (`crossbar.voicemail.normalize_media`), brought into that of the box.
 */
export async function audioToKeep(
  context: AccountContext,
  box: Document | undefined,
  upload: Upload,
): Promise<Audio> {
  const { services } = context
  const wanted = services.config.flag('crossbar.voicemail', 'normalize_media', false)
  const { files, error } = wanted
    ? await normalized(services, upload, { to: formatOf(context, box), sampleRate })
    : { files: [upload] as const, error: undefined }
  return { files, fields: { media_filename: nameOf(files[0]), normalization_error: error } }
}

/** Attaches the files of a message. */
export function audioChanges(db: string, id: string, { files }: Audio): readonly Change[] {
  return files.map((file) => attach(db, id, nameOf(file), file))
}

function nameOf(file: Upload): string {
  return attachmentName(file.filename, file.contentType)
}

function formatOf(context: AccountContext, box: Document | undefined): string {
  const extension = box?.body['media_extension']
  return typeof extension === 'string'
    ? extension
    : context.services.config.text('crossbar.voicemail', 'normalization_format', 'mp3')
}
