import { answer, failed, type Failure } from '../../failures.ts'
import { attach, attachmentName, detachAll, download, singleUpload } from '../declaration/attachments.ts'
import type { Context, Upload } from '../declaration/context.ts'
import { audioTypes, base64Types, jsonTypes, videoTypes } from '../declaration/media-groups.ts'
import { normalized, type NormalizedUpload } from '../declaration/normalization.ts'
import { documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { contentOf, loadMedia } from './media-documents.ts'
import { replaceMedia, validated, write } from './write-media.ts'

/** Types of content that can be uploaded and downloaded. */
export const contentTypes: readonly string[] = [...audioTypes, ...videoTypes, ...base64Types]
/** Types of what is known of a medium. */
export const descriptionTypes: readonly string[] = [...jsonTypes, 'text/csv', 'text/comma-separated-values']

/** Samples a second of converted media. */
const sampleRate = 8_000

/**
 * Content can be had in its own type alone; where there is none, in any, so that the client is
 * told that it is missing rather than that its type is.
 */
export async function contentOffers(context: Context): Promise<readonly string[]> {
  const content = await contentOf(context)
  return content ? [essence(content.contentType)] : [...contentTypes, ...jsonTypes]
}

/** What is known of a medium and, where content is asked for, what `contentOffers` has. */
export async function mediaOffers(context: Context): Promise<readonly string[]> {
  return [...descriptionTypes, ...(await contentOffers(context))]
}

/** GET on a medium: what is known of it, or its content when the client asks for sound or pictures. */
export async function readMedia(context: Context): Promise<Result | Failure> {
  if (!descriptionTypes.includes(context.accept)) return readContent(context)
  const media = await loadMedia(context)
  return failed(media) ? media : documentResult(media)
}

/** GET on the content of a medium. */
export async function readContent(context: Context): Promise<Result | Failure> {
  const media = await loadMedia(context)
  if (failed(media)) return media
  const content = await contentOf(context)
  if (!content) return answer(404, 'bad identifier', [media.id])
  return download(context.services.blobs, content, { etag: media.rev })
}

/** POST on a medium: new fields, or new content when that is what was sent. */
export function postMedia(context: Context): Promise<Outcome> {
  const type = essence(context.header('content-type') ?? '')
  return contentTypes.includes(type) ? uploadContent(context) : replaceMedia(context)
}

/** POST on the content of a medium: replaces it (media-and-messaging.md, "media" 6, 8). */
export async function uploadContent(context: Context): Promise<Outcome> {
  const media = await loadMedia(context)
  if (failed(media)) return media
  const upload = singleUpload(context)
  if (failed(upload)) return upload
  const { files, error } = await filesToKeep(context, upload)
  const body = await validated(
    context,
    {
      ...media.body,
      content_type: files[0].contentType,
      content_length: files[0].bytes,
      media_source: 'upload',
      normalization_error: error,
    },
    media,
  )
  if (failed(body)) return body
  return intent(
    async () =>
      write(context, [
        {
          change: 'replace',
          document: media,
          body,
          hidden: { pvt_previous_tts: undefined, pvt_previous_voice: undefined },
        },
        ...(await detachAll(context.services.documents, media)),
        ...files.map((file) =>
          attach(media.db, media.id, attachmentName(file.filename, file.contentType), file),
        ),
      ]),
    media.rev,
  )
}

/** The file as it came or, where the operator wants one format (`crossbar.media.normalize_media`), in that. */
async function filesToKeep({ services }: Context, upload: Upload): Promise<NormalizedUpload> {
  const { config } = services
  if (!config.flag('crossbar.media', 'normalize_media', false)) return { files: [upload] }
  const to = config.text('crossbar.media', 'normalization_format', 'mp3')
  return normalized(services, upload, { to, sampleRate })
}

function essence(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
}
