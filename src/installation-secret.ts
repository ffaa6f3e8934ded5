import { openSecretKey, SecretKeyUnusable, type SecretKey } from './auth/secret-key.ts'
import { underLease } from './jobs/leases.ts'
import type { Log } from './logging/log.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store/port.ts'

/** Where the database keeps the fingerprint of the secret it was written with. */
const metaName = 'secret'

/**
 * The secret of this installation: of the data folder or the setting, made at the first start. All processes that
 * share a database must have the same. Rejects with `SecretKeyUnusable` when this one has another, or none.
 */
export function installationSecret(settings: Settings, store: Store, log: Log): Promise<SecretKey> {
  // Of several nodes that start on an empty database together, one makes it; the others come too late.
  return underLease(store, 'secret', async () => {
    const known = await store.readMeta(metaName)
    const first = known === undefined && (await store.databases()).length === 0
    const secret = await openSecretKey(settings.data, first, settings.secret).catch((error: unknown) => {
      throw error instanceof SecretKeyUnusable && store.engine === 'postgres' && !first
        ? new SecretKeyUnusable(`${error.message}, copy it from another node, or set CROSSBAR_SECRET`)
        : error
    })
    const fingerprint = JSON.stringify(secret.fingerprint())
    if (known === fingerprint) return secret
    if (known !== undefined && store.engine === 'postgres')
      throw new SecretKeyUnusable(
        'the secret of this node is not the one its database was written with: copy secret.key from another ' +
          'node, or set CROSSBAR_SECRET to what it holds',
      )
    if (known !== undefined)
      log.error(
        'secret.key is not the one this database was written with: passwords and API keys no longer work',
      )
    await store.writeMeta(metaName, fingerprint)
    return secret
  })
}
