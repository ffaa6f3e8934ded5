import { accountsDb } from '../../documents/accounts.ts'
import type { Change } from '../../documents/changes.ts'
import { isFalse } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { now } from '../../documents/gregorian.ts'
import { newId } from '../../documents/identifiers.ts'
import { mergePatch, stripPrivate, withoutNullMembers } from '../../documents/patch.ts'
import {
  alsoTelling,
  failed,
  invalid,
  invalidField,
  type Failure,
  type ValidationErrors,
} from '../../failures.ts'
import type { JsonObject, MutableJsonObject } from '../../json.ts'
import type { AccountContext, Context } from './context.ts'
import type { Crud, CrudWritten, Draft } from './crud-declaration.ts'
import { documentResult, intent, type DocumentResult, type Outcome } from './results.ts'

/** The document the path names; 404 `bad_identifier` when there is none of this kind. */
export function loadDocument({ type, within }: Crud, context: AccountContext): Promise<Document | Failure> {
  return context.services.documents.load(context.db, context.arg(within?.parameter ?? 'id'), type)
}

/** PUT on a collection (core.md §16, "Create"). */
export async function createDocument(declaration: Crud, context: AccountContext): Promise<Outcome> {
  const id = chosenId(context)
  // A faulty id is told of together with all else: the checks go on with another one.
  const draft = await draftFrom(declaration, context, publicPart(context.data), failed(id) ? newId() : id)
  if (failed(id)) return alsoTelling(id, draft)
  if (failed(draft)) return draft
  return intent(() =>
    perform(
      declaration,
      context,
      { id, draft },
      {
        change: 'create',
        db: context.db,
        id,
        type: declaration.type,
        body: draft.body,
        hidden: { ...(declaration.format !== undefined && { pvt_vsn: declaration.format }), ...draft.hidden },
      },
    ),
  )
}

/** POST on an item (core.md §16, "Replace"). */
export function replaceDocument(declaration: Crud, context: AccountContext): Promise<Outcome> {
  return rewrite(declaration, context, () => publicPart(context.data))
}

/** PATCH on an item (core.md §16, "PATCH"). */
export function patchDocument(declaration: Crud, context: AccountContext): Promise<Outcome> {
  return rewrite(declaration, context, (existing) =>
    publicPart(mergePatch(existing.body, stripPrivate(context.data))),
  )
}

async function rewrite(
  declaration: Crud,
  context: AccountContext,
  bodyFrom: (existing: Document) => JsonObject,
): Promise<Outcome> {
  const existing = await loadDocument(declaration, context)
  if (failed(existing)) return existing
  const draft = await draftFrom(declaration, context, bodyFrom(existing), existing.id, existing)
  if (failed(draft)) return draft
  const change: Change = {
    change: 'replace',
    document: existing,
    body: draft.body,
    ...(draft.hidden && { hidden: draft.hidden }),
  }
  return intent(
    () => perform(declaration, context, { id: existing.id, existing, draft }, change),
    existing.rev,
  )
}

/** DELETE on an item (core.md §16, "DELETE"): the former document, marked as deleted. */
export async function deleteDocument(declaration: Crud, context: AccountContext): Promise<Outcome> {
  const existing = await loadDocument(declaration, context)
  if (failed(existing)) return existing
  const erases = declaration.erases?.(context, existing) ?? isFalse(context.value('should_soft_delete'))
  const change: Change = { change: erases ? 'erase' : 'delete', document: existing }
  return intent(async () => {
    const done = await perform(declaration, context, { id: existing.id, existing }, change)
    return failed(done) ? done : deletedResult(existing, await declaration.show?.(context, existing))
  }, existing.rev)
}

/** What a deletion answers: the document as it was (`shown` in its place), its revision, and `_read_only.deleted`. */
export function deletedResult(document: Document, shown: JsonObject = document.shown): DocumentResult {
  return {
    result: 'document',
    document,
    shown: { ...shown, _read_only: { deleted: true } },
  }
}

interface Doing {
  readonly id: string
  readonly existing?: Document
  readonly draft?: Draft
}

async function perform(
  declaration: Crud,
  context: AccountContext,
  doing: Doing,
  change: Change,
): Promise<DocumentResult | Failure> {
  const { documents } = context.services
  const further = (await declaration.also?.(context, { verb: context.verb, ...doing })) ?? []
  if (failed(further)) return further
  // An account that is deleted meanwhile must not leave documents behind.
  const owner: Change = { change: 'require', db: accountsDb, id: context.account.id }
  const written = await documents.write([owner, change, ...further], context.author)
  if (failed(written)) return written
  const after = change.change === 'erase' ? change.document : written[0]
  if (!after) throw new Error(`a ${change.change} change wrote no document`)
  const done: CrudWritten = {
    verb: context.verb,
    after,
    ...(doing.existing && { before: doing.existing }),
  }
  declaration.written?.(context, done)
  const shown = change.change === 'erase' ? undefined : await declaration.show?.(context, after)
  return { ...documentResult(after, shown), ...declaration.besides?.(context, done) }
}

/** Everything between the request's data and the document to store; all that is wrong in one answer. */
async function draftFrom(
  declaration: Crud,
  context: AccountContext,
  body: JsonObject,
  id: string,
  existing?: Document,
): Promise<Draft | Failure> {
  const prepared = declaration.prepare ? await declaration.prepare(context, { body }, existing) : { body }
  if (failed(prepared)) return prepared
  const validated = await context.services.validator.check(declaration.schema, prepared.body)
  if (failed(validated)) return validated
  const merged = existing ? withoutNullMembers(validated.value) : validated.value
  const draft: Draft = { ...prepared, body: merged }
  const checked = declaration.check ? await declaration.check(context, draft, existing) : draft
  if (failed(checked)) return checked
  const taken = await takenValues(declaration, context, checked, id, existing)
  const errors = { ...prepared.errors, ...validated.errors, ...checked.errors, ...taken }
  return Object.keys(errors).length > 0 ? invalid(errors) : checked
}

/**
 * Unique values that another document holds, found before the write so that they are reported
 * with everything else; the store refuses those that are taken in between.
 */
async function takenValues(
  declaration: Crud,
  context: AccountContext,
  draft: Draft,
  id: string,
  existing?: Document,
): Promise<ValidationErrors> {
  const { documents } = context.services
  const claims = documents.types.claims({
    db: context.db,
    id,
    type: declaration.type,
    body: draft.body,
    hidden: { ...existing?.hidden, ...draft.hidden },
    created: existing?.created ?? now(),
    modified: now(),
  })
  let errors: ValidationErrors = {}
  for (const claim of claims) {
    const holder = await documents.store.holder(claim.key)
    if (!holder || (holder.db === context.db && holder.id === id)) continue
    const { detail } = claim.taken(await documents.find(holder.db, holder.id))
    if (detail.kind === 'validation') errors = { ...errors, ...detail.errors }
  }
  return errors
}

/** What a client may set: no private fields, not the id, nothing the server computes. */
export function publicPart(data: JsonObject): JsonObject {
  const body: MutableJsonObject = { ...stripPrivate(data) }
  delete body['id']
  return body
}

/**
 * The id of a new document. A client may choose it only where the operator allows so, and
 * then only 32 letters and digits (core.md §16, "Client-chosen id").
 */
export function chosenId(context: Context): string | Failure {
  const asked = context.data['id']
  if (asked === undefined || asked === null) return newId()
  if (!context.services.config.flag('crossbar', 'allow_onboarding_setting_id', false)) return newId()
  if (typeof asked === 'string' && /^[A-Za-z0-9]{32}$/.test(asked)) return asked
  return invalidField('id', 'invalid', { message: 'An id must be 32 letters or digits', cause: asked })
}
