import { ConversionFailure } from '../../outside/converter/port.ts'
import { TooLarge } from '../../outside/blobs/port.ts'
import { openContent } from './attachments.ts'
import type { Upload } from './context.ts'
import { contentTypeOfExtension, extensionOf } from './file-extensions.ts'
import type { Services } from './services.ts'

/** What sound files are to become. */
export interface Normalization {
  /** File extension of the format. */
  readonly to: string
  /** Samples a second. */
  readonly sampleRate: number
}

/** Files to keep for an uploaded one. */
export interface NormalizedUpload {
  /** The file to serve first. */
  readonly files: readonly [Upload, ...Upload[]]
  /** Why it is kept as it came, for the document's `normalization_error`. */
  readonly error?: string
}

/**
 * Brings an uploaded sound file into the format an operator wants all of them in. Gives back the
 * converted file and, behind it, the original; the file as it came, and an error, when it cannot be
 * converted: an upload never fails because of that (media-and-messaging.md, "vmboxes" 8, "media" 8).
 */
export async function normalized(
  { blobs, converter, log }: Pick<Services, 'blobs' | 'converter' | 'log'>,
  upload: Upload,
  { to, sampleRate }: Normalization,
): Promise<NormalizedUpload> {
  const from = extensionOf(upload.contentType)
  const outcome =
    from === undefined
      ? new ConversionFailure(`no format is known for ${upload.contentType}`)
      : await converter.convert(
          await openContent(blobs, upload.digest),
          { from, to, sampleRate },
          (converted) => blobs.write(converted),
        )
  if (outcome instanceof ConversionFailure || outcome instanceof TooLarge) {
    log.warn(
      { reason: outcome instanceof ConversionFailure ? outcome.reason : 'too large' },
      'upload not converted',
    )
    return { files: [upload], error: 'the file could not be converted' }
  }
  const converted = { filename: 'normalized_media', contentType: contentTypeOfExtension(to), ...outcome }
  return { files: [converted, { ...upload, filename: 'original_media' }] }
}
