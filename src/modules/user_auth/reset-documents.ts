import { createHash } from 'node:crypto'
import { newResetId, readResetId } from '../../auth/reset-ids.ts'
import type { Change } from '../../documents/changes.ts'
import { toText } from '../../documents/coercion.ts'
import { encodeKey } from '../../documents/collation.ts'
import type { Document } from '../../documents/document.ts'
import { dateParts, now } from '../../documents/gregorian.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { DocumentType, View } from '../../documents/types.ts'
import { failed } from '../../failures.ts'
import type { JobHandler } from '../../jobs/runner.ts'
import type { Services } from '../declaration/services.ts'

/** Type of the documents that remember a link to set a new password. */
const resetType = 'password_reset'
/** How long a link works, in seconds. */
export const resetLifetime = 86_400
/** Kind of the jobs that remove links that nobody used. */
export const resetExpiryJob = 'password_reset_expiry'

const resetsByUser: View = {
  name: 'user_auth/resets_by_user',
  version: 1,
  emit: ({ hidden }) => [{ key: hidden['pvt_userid'] ?? null, value: {} }],
}

/** Links to set a new password; they announce nothing. */
export const passwordResets: DocumentType = { type: resetType, views: [resetsByUser], silent: true }

/** A new link's id, and the changes that make it work for a day. */
export function planReset(
  { config }: Pick<Services, 'config'>,
  user: Document,
): { readonly resetId: string; readonly changes: readonly Change[] } {
  const { year, month } = dateParts(now())
  const resetId = newResetId(
    { accountId: user.db, year, month },
    config.integer('crossbar', 'reset_id_size', 137),
  )
  const id = documentId(resetId, year, month)
  return {
    resetId,
    changes: [
      {
        change: 'create',
        db: user.db,
        id,
        type: resetType,
        body: {},
        hidden: { pvt_userid: user.id, pvt_signature: signatureOf(user) },
      },
      {
        change: 'enqueue',
        kind: resetExpiryJob,
        payload: { db: user.db, id },
        runAt: Date.now() + resetLifetime * 1000,
      },
    ],
  }
}

/**
 * The user a link belongs to; `undefined` when there is no such link, it is older than a day, the user is
 * gone, or has other credentials than when it was sent.
 */
export async function userOfReset(
  { documents }: Pick<Services, 'documents'>,
  resetId: string,
): Promise<Document | undefined> {
  const place = readResetId(resetId)
  if (!place) return undefined
  const { accountId, year, month } = place
  const reset = await documents.find(accountId, documentId(resetId, year, month))
  if (reset?.type !== resetType || reset.created + resetLifetime <= now()) return undefined
  const user = await documents.find(accountId, toText(reset.hidden['pvt_userid']) ?? '')
  return user?.type === 'user' && signatureOf(user) === reset.hidden['pvt_signature'] ? user : undefined
}

/** The changes that end all links of a user; a link used twice at the same moment makes one of both fail. */
export async function endResets(
  { documents }: Pick<Services, 'documents'>,
  user: Document,
): Promise<readonly Change[]> {
  const bound = encodeKey(user.id)
  const rows = await documents.scan({
    db: user.db,
    view: resetsByUser.name,
    low: bound,
    high: bound,
    descending: false,
    limit: 1000,
    documents: true,
  })
  const resets = await documents.findMany(
    user.db,
    rows.map(({ id }) => id),
  )
  return resets.map((document) => ({ change: 'erase', document }))
}

/** Removes a link that nobody used; one that was used is gone already. */
export function expireReset({ documents }: Pick<Services, 'documents'>): JobHandler {
  return async ({ db, id }) => {
    const document = await documents.find(toText(db) ?? '', toText(id) ?? '')
    if (document?.type !== resetType) return
    const erased = await documents.write([{ change: 'erase', document }], systemAuthor)
    if (failed(erased)) throw new Error('the link changed while it was removed')
  }
}

/** The id itself is as good as a password, so what is kept is its digest, beside the month it tells. */
function documentId(resetId: string, year: number, month: number): string {
  const digest = createHash('sha256').update(resetId.toLowerCase()).digest('hex').slice(0, 32)
  return `${String(year).padStart(4, '0')}${String(month).padStart(2, '0')}-${digest}`
}

/** Changes with the user's credentials. */
function signatureOf({ hidden }: Document): string {
  return createHash('sha256')
    .update(toText(hidden['pvt_signature_secret']) ?? '')
    .digest('hex')
}
