import { createHash } from 'node:crypto'
import { systemAuthor } from '../../documents/author.ts'
import type { DocumentType } from '../../documents/types.ts'
import { toText } from '../../documents/coercion.ts'
import { failed } from '../../failures.ts'
import type { JobHandler } from '../../jobs/runner.ts'
import type { Services } from '../declaration/services.ts'

/** Database and type of what remembers that something was used. */
const usedDb = 'sign_in'
const usedType = 'used_once'

/** Kind of the jobs that forget what nobody could use again anyway. */
export const usedExpiryJob = 'used_once_expiry'

/** They announce nothing. */
export const usedOnce: DocumentType = { type: usedType, silent: true }

/**
 * Uses something that must not be used twice, such as an approval; `false` when it was used before, by whichever
 * process. What is remembered is a digest, for as many `seconds` as the thing itself is good for.
 */
export async function useOnce(
  { documents }: Pick<Services, 'documents'>,
  kind: string,
  value: string,
  seconds: number,
): Promise<boolean> {
  const id = createHash('sha256').update(`${kind}\0${value}`).digest('hex')
  const written = await documents.write(
    [
      { change: 'create', db: usedDb, id, type: usedType, body: {} },
      { change: 'enqueue', kind: usedExpiryJob, payload: { id }, runAt: Date.now() + seconds * 1000 },
    ],
    systemAuthor,
  )
  return !failed(written)
}

/** Forgets that something was used. */
export function forgetUsed({ documents }: Pick<Services, 'documents'>): JobHandler {
  return async ({ id }) => {
    const document = await documents.find(usedDb, toText(id) ?? '')
    if (document) await documents.write([{ change: 'erase', document }], systemAuthor)
  }
}
