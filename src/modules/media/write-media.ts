import { isFalse, isTrue } from '../../documents/coercion.ts'
import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import { withoutNullMembers } from '../../documents/patch.ts'
import { failed, invalid, type Failure, type ValidationErrors } from '../../failures.ts'
import type { JsonObject, MutableJsonObject } from '../../json.ts'
import { attach, detachAll } from '../declaration/attachments.ts'
import type { Context } from '../declaration/context.ts'
import { chosenId, deletedResult, publicPart } from '../declaration/crud-writes.ts'
import { documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { languageOf, loadMedia, mediaDb, mediaType, promptOf } from './media-documents.ts'
import { isSpoken, speak, spokenBefore, spokenMemory, textErrors, type Spoken } from './spoken-text.ts'

/** PUT on media: a medium, still without content unless it is a text to be spoken (media-and-messaging.md, "media" 6, 8). */
export async function createMedia(context: Context): Promise<Outcome> {
  const body = await validated(context, withPromptDefaults(context, publicPart(context.data)))
  if (failed(body)) return body
  const prompt = promptOf(body)
  const id = prompt === undefined ? chosenId(context) : promptDocumentId(body, prompt)
  if (failed(id)) return id
  const db = mediaDb(context)
  return intent(async () => {
    const spoken = isSpoken(body) ? await speak(context.services, body) : undefined
    if (failed(spoken)) return spoken
    const hidden = spoken && { hidden: spokenMemory(body) }
    return write(context, [
      { change: 'create', db, id, type: mediaType, body, ...hidden },
      ...(spoken ? [attach(db, id, spoken.name, spoken)] : []),
    ])
  })
}

/** POST on a medium: replaces its fields, and its content when it is a text that changed. */
export async function replaceMedia(context: Context): Promise<Outcome> {
  const existing = await loadMedia(context)
  if (failed(existing)) return existing
  const checked = await validated(context, publicPart(context.data), existing)
  if (failed(checked)) return checked
  const body = withoutNullMembers(checked)
  return intent(async () => {
    const isNew = isSpoken(body) && !spokenBefore(body, existing)
    const spoken = isNew ? await speak(context.services, body) : undefined
    if (failed(spoken)) return spoken
    return write(context, [
      { change: 'replace', document: existing, body, hidden: spokenMemory(body) },
      ...(spoken ? await contentChanges(context, existing, spoken) : []),
    ])
  }, existing.rev)
}

/** DELETE on a medium: for good when it is a prompt, or when asked for (media-and-messaging.md, "media" 8). */
export async function deleteMedia(context: Context): Promise<Outcome> {
  const existing = await loadMedia(context)
  if (failed(existing)) return existing
  const isHard =
    promptOf(existing.body) !== undefined ||
    isTrue(context.value('hard_delete')) ||
    isFalse(context.value('should_soft_delete'))
  return intent(async () => {
    const change: Change = { change: isHard ? 'erase' : 'delete', document: existing }
    const written = await context.services.documents.write([change], context.author)
    return failed(written) ? written : deletedResult(existing)
  }, existing.rev)
}

/** Does changes and answers with the medium they leave behind. */
export async function write(context: Context, changes: readonly Change[]): Promise<Result | Failure> {
  const written = await context.services.documents.write(changes, context.author)
  if (failed(written)) return written
  const [media] = written
  if (!media) throw new Error('no medium was written')
  return documentResult(media)
}

async function contentChanges(
  { services }: Context,
  media: Document,
  spoken: Spoken,
): Promise<readonly Change[]> {
  return [...(await detachAll(services.documents, media)), attach(media.db, media.id, spoken.name, spoken)]
}

/** A body with its defaults; fails with all that is wrong with it. */
export async function validated(
  { services }: Context,
  body: JsonObject,
  existing?: Document,
): Promise<JsonObject | Failure> {
  const checked = await services.validator.check('media', body)
  if (failed(checked)) return checked
  const errors = { ...checked.errors, ...textErrors(checked.value), ...promptErrors(checked.value, existing) }
  return Object.keys(errors).length > 0 ? invalid(errors) : checked.value
}

/** A prompt is one of the languages of the system, in lower case, and is named after what it says. */
function withPromptDefaults({ services }: Context, sent: JsonObject): JsonObject {
  const prompt = promptOf(sent)
  if (prompt === undefined) return sent
  const body: MutableJsonObject = { ...sent }
  body['language'] =
    languageOf(body) || services.config.text('media', 'default_language', 'en-us').toLowerCase()
  body['name'] ??= promptDocumentId(body, prompt)
  return body
}

function promptDocumentId(body: JsonObject, prompt: string): string {
  return `${languageOf(body)}/${prompt}`
}

/** The id of a prompt says what it is: neither its name nor its language can change. */
function promptErrors(body: JsonObject, existing: Document | undefined): ValidationErrors {
  const prompt = promptOf(body)
  if (!existing || prompt === undefined || promptDocumentId(body, prompt) === existing.id) return {}
  return {
    prompt_id: {
      invalid: { message: 'Prompt and language of an existing prompt cannot be changed', cause: prompt },
    },
  }
}
