import type { Document, DocumentFacts } from '../../documents/document.ts'
import type { DocumentType } from '../../documents/types.ts'
import { pick } from '../../documents/types.ts'
import type { Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Attachment } from '../../store/port.ts'
import type { Context } from '../declaration/context.ts'

/** The `pvt_type` of media. */
export const mediaType = 'media'
/** Database of the prompts of the whole system. */
export const systemMediaDb = 'system_media'

/** The listing, key id. */
export const listingView = 'media/crossbar_listing'
/** Key `[language, prompt or name]`. */
export const byLanguage = 'media/listing_by_language'
/** Prompts only, key `[prompt, language]`. */
export const byPrompt = 'media/listing_by_prompt'

/** Sound files, prompts and spoken texts, listed by id, language and prompt (media-and-messaging.md, "media" 4). */
export const mediaDocuments: DocumentType = {
  type: mediaType,
  views: [
    {
      name: listingView,
      version: 1,
      emit: (media) => [{ key: media.id, value: mediaSummary(media) }],
    },
    {
      name: byLanguage,
      version: 1,
      emit: ({ body }) => [
        { key: [languageOf(body), body['prompt_id'] ?? body['name'] ?? null], value: null },
      ],
    },
    {
      name: byPrompt,
      version: 1,
      emit: ({ body }) => {
        const prompt = promptOf(body)
        return prompt === undefined ? [] : [{ key: [prompt, languageOf(body)], value: null }]
      },
    },
  ],
}

function mediaSummary({ id, body }: DocumentFacts): JsonObject {
  return {
    id,
    ...pick(body, ['name', 'media_type', 'media_source']),
    language: languageOf(body),
    is_prompt: promptOf(body) !== undefined,
  }
}

/** Language of a medium in lower case; empty when it has none. */
export function languageOf({ language }: JsonObject): string {
  return typeof language === 'string' ? language.toLowerCase() : ''
}

/** Name of the prompt a medium is a translation of; `undefined` when it is none. */
export function promptOf({ prompt_id: prompt }: JsonObject): string | undefined {
  return typeof prompt === 'string' && prompt !== '' ? prompt : undefined
}

/** Database of the request: the account's, or that of the system's prompts. */
export function mediaDb(context: Context): string {
  return context.account?.id ?? systemMediaDb
}

/** The medium in the path; otherwise 404 `bad_identifier`. */
export function loadMedia(context: Context): Promise<Document | Failure> {
  return context.services.documents.load(mediaDb(context), context.arg('id'), mediaType)
}

/** The content of the medium in the path that is served; `undefined` when it has none. */
export async function contentOf(context: Context): Promise<Attachment | undefined> {
  const [first] = await context.services.documents.attachments(mediaDb(context), context.arg('id'))
  return first
}
