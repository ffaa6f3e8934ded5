import { systemAuthor } from '../documents/author.ts'
import type { Document } from '../documents/document.ts'
import type { Documents } from '../documents/documents.ts'
import type { SystemConfig } from '../documents/system-config.ts'
import { failed } from '../failures.ts'
import { valueAt } from '../json.ts'
import type { KeyStore, SealedSigningKey, SigningKeys } from './signing-keys.ts'

/** Database of keys and providers. */
export const systemAuthDb = 'system_auth'
const keyType = 'system_key'

/** Keeps the signing key in a document named by its id, and the id in the configuration (`auth.system_key`). */
export function keyDocuments(documents: Documents, config: SystemConfig): KeyStore {
  const read = async (): Promise<SealedSigningKey | undefined> => {
    const id = config.value('auth', 'system_key')
    const document = typeof id === 'string' ? await documents.find(systemAuthDb, id) : undefined
    return document && sealedKey(document)
  }
  return {
    read,
    write: async (key, before) => {
      const pointer = await config.planSet('auth', 'default', 'system_key', key.id)
      if (!before && pointer.change === 'replace') {
        // Another process may have made a key already, of which this one has not heard yet.
        const pointed = valueAt(pointer.document.body, ['default', 'system_key'])
        const made = typeof pointed === 'string' ? await documents.find(systemAuthDb, pointed) : undefined
        const kept = made && sealedKey(made)
        if (kept) return kept
      }
      const existing = before && (await documents.find(systemAuthDb, before.id))
      const body = { public_key: key.publicKey }
      const hidden = { pvt_private_key: key.privateKey }
      const written = await documents.write(
        [
          existing
            ? { change: 'replace', document: existing, body, hidden }
            : { change: 'create', db: systemAuthDb, id: key.id, type: keyType, body, hidden },
          pointer,
        ],
        systemAuthor,
      )
      if (!failed(written)) return key
      await config.load()
      const kept = await read()
      if (!kept) throw new Error('the signing key cannot be kept')
      return kept
    },
  }
}

/** Has `keys` read the key again when another process replaced it, or made the first one. */
export function followKeys(documents: Documents, config: SystemConfig, keys: SigningKeys): void {
  documents.onChange({
    concerns: ({ db }) => db === systemAuthDb,
    changed: () => undefined,
    changedElsewhere: () => keys.reload(),
  })
  config.onChange((category, elsewhere) => {
    if (elsewhere && (category === undefined || category === 'auth')) keys.reload()
  })
}

function sealedKey(document: Document): SealedSigningKey | undefined {
  const publicKey = document.body['public_key']
  const privateKey = document.hidden['pvt_private_key']
  if (typeof publicKey !== 'string' || typeof privateKey !== 'string') return undefined
  return { id: document.id, publicKey, privateKey }
}
