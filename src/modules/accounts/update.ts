import { isDescendant } from '../../auth/permissions.ts'
import { accountsDb, accountType } from '../../documents/accounts.ts'
import type { Document } from '../../documents/document.ts'
import { mergePatch, stripPrivate, withoutNullMembers } from '../../documents/patch.ts'
import { failed, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { publicPart } from '../declaration/crud-writes.ts'
import { intent, type DocumentResult, type Outcome } from '../declaration/results.ts'
import { defaultTimezone } from './default-timezone.ts'
import { directClientRefused } from './direct-clients.ts'
import { draftAccount, type AccountDraft } from './draft.ts'
import { accountResult } from './representation.ts'
import { flushSwitch } from './state-change.ts'
import { treeOf } from './views.ts'

/**
 * POST: replaces all public fields. Without `realm` a new one is drawn, without `timezone` it is the
 * system's, without `enabled` an account is enabled by those above it (accounts-and-pbx.md, "accounts" 11).
 */
export async function replaceAccount(context: AccountContext): Promise<Outcome> {
  const existing = await stored(context)
  if (failed(existing)) return existing
  return await rewrite(context, existing, {
    body: publicPart(context.data),
    timezone: defaultTimezone(context.services),
    setsState: true,
  })
}

/** PATCH: merges into the public fields. `enabled` is not one of them: it changes when it is sent. */
export async function patchAccount(context: AccountContext): Promise<Outcome> {
  const existing = await stored(context)
  if (failed(existing)) return existing
  const { data } = context
  return await rewrite(context, existing, {
    body: publicPart(mergePatch(existing.body, stripPrivate(data))),
    timezone: await parentsTimezone(context, existing),
    setsState: data['enabled'] !== undefined && data['enabled'] !== null,
  })
}

/** The account in the path as it is now, not as it was remembered. */
export function stored({ services, account }: AccountContext): Promise<Document | Failure> {
  return services.documents.load(accountsDb, account.id, accountType)
}

interface Wanted {
  readonly body: JsonObject
  readonly timezone: string
  /** Whether the request says if the account is enabled. */
  readonly setsState: boolean
}

async function rewrite(context: AccountContext, existing: Document, wanted: Wanted): Promise<Outcome> {
  const draft = await draftAccount(context.services, wanted.body, {
    id: existing.id,
    timezone: wanted.timezone,
  })
  if (failed(draft)) return draft
  const refused = await directClientRefused(context)
  if (refused) return refused
  const setsState = wanted.setsState && isAbove(context, existing)
  return intent(() => perform(context, existing, draft, setsState), existing.rev)
}

async function perform(
  context: AccountContext,
  existing: Document,
  draft: AccountDraft,
  setsState: boolean,
): Promise<DocumentResult | Failure> {
  const written = await context.services.documents.writeOne(
    {
      change: 'replace',
      document: existing,
      body: withoutNullMembers(draft.body),
      hidden: { ...draft.hidden, ...(setsState && { pvt_enabled: draft.enabled }) },
    },
    context.author,
  )
  if (failed(written)) return written
  flushSwitch(context.services, existing, written)
  return await accountResult(context, written)
}

/** Whether the caller's account is an ancestor: nobody enables or disables the own account. */
function isAbove({ auth }: AccountContext, existing: Document): boolean {
  return auth !== undefined && isDescendant({ id: existing.id, tree: treeOf(existing) }, auth.accountId)
}

async function parentsTimezone({ services }: AccountContext, existing: Document): Promise<string> {
  const parentId = treeOf(existing).at(-1)
  const parent = parentId === undefined ? undefined : await services.accounts.find(parentId)
  const timezone = parent?.document.body['timezone']
  return typeof timezone === 'string' ? timezone : defaultTimezone(services)
}
