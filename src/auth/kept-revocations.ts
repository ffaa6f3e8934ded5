import { systemAuthor } from '../documents/author.ts'
import type { Documents } from '../documents/documents.ts'
import { Refresh } from '../documents/refresh.ts'
import { documentPages } from '../documents/walk.ts'
import type { Revocation, Revocations, RevocationStore } from './revocations.ts'

/** Database of the tokens that were revoked. */
export const revokedDb = 'token_auth'
const revokedType = 'revoked_token'

/** Keeps revoked tokens as documents named by their digest. */
export function revocationDocuments(documents: Documents): RevocationStore {
  return {
    load: async () => {
      const all: Revocation[] = []
      for await (const page of documentPages(documents.store, { db: revokedDb }))
        for (const { id, body } of page) all.push(revocation(id, JSON.parse(body)))
      return all
    },
    add: async ({ digest, expires }) => {
      // One that is there already was revoked before: that is as good.
      await documents.write(
        [
          {
            change: 'create',
            db: revokedDb,
            id: digest,
            type: revokedType,
            body: { expires: expires ?? null },
          },
        ],
        systemAuthor,
      )
    },
    remove: async (digests) => {
      if (digests.length > 0)
        await documents.commit(digests.map((id) => ({ do: 'erase' as const, db: revokedDb, id })))
    },
  }
}

/** Has `revocations` take note of the tokens that other processes revoke. */
export function followRevocations(documents: Documents, revocations: Revocations): void {
  const refresh = new Refresh(async (digests) => {
    if (!digests) return revocations.load()
    const kept = await documents.store.getMany(revokedDb, [...digests])
    for (const { id, body } of kept) revocations.note(revocation(id, JSON.parse(body)))
  })
  documents.onChange({
    concerns: ({ db }) => db === revokedDb,
    changed: () => undefined,
    changedElsewhere: (change) => {
      if (change.scope === 'document') {
        // Holds from now on; until when is in the document.
        revocations.note({ digest: change.id })
        refresh.want(change.id)
      } else if (change.scope === 'everything' || change.db === revokedDb) refresh.want()
    },
  })
}

function revocation(digest: string, body: unknown): Revocation {
  const expires = typeof body === 'object' && body !== null && 'expires' in body ? body.expires : undefined
  return { digest, ...(typeof expires === 'number' && { expires }) }
}
