import { LRUCache } from 'lru-cache'
import type { Documents } from '../documents/documents.ts'
import type { SystemConfig } from '../documents/system-config.ts'
import type { Failure } from '../failures.ts'
import type { Json } from '../json.ts'
import type { Auth } from './auth.ts'
import type { AccessRequest } from './permissions.ts'
import { tokenRestriction } from './token-restrictions.ts'

/** Id of the document of an account's token restrictions. */
export const restrictionsId = 'token_restrictions'
const configCategory = 'crossbar.token_restrictions'

/** What an account's document says; `none` where there is no document. */
interface Kept {
  readonly restrictions: Json | undefined
}

/** Applies token restrictions; those of accounts in use are remembered until they change. */
export class Restrictions {
  readonly #documents: Documents
  readonly #config: SystemConfig
  readonly #kept = new LRUCache<string, Kept>({ max: 5_000 })
  #generation = 0

  constructor(documents: Documents, config: SystemConfig) {
    this.#documents = documents
    this.#config = config
    const forget = (db: string | undefined): void => {
      this.#generation += 1
      if (db === undefined) this.#kept.clear()
      else this.#kept.delete(db)
    }
    documents.onChange({
      concerns: ({ id }) => id === restrictionsId,
      changed: ({ db }) => forget(db),
      changedElsewhere: (change) => forget(change.scope === 'everything' ? undefined : change.db),
    })
  }

  /** The failure of a request that the restrictions of the caller's account forbid (core.md §25). */
  check(auth: Auth, request: AccessRequest): Failure | undefined | Promise<Failure | undefined> {
    if (auth.superduper) return undefined
    const kept = this.#kept.get(auth.accountId)
    if (kept) return this.#decide(auth, request, kept)
    return this.#read(auth.accountId).then((read) => this.#decide(auth, request, read))
  }

  async #read(accountId: string): Promise<Kept> {
    const generation = this.#generation
    const document = await this.#documents.find(accountId, restrictionsId)
    const kept = { restrictions: document?.body['restrictions'] }
    if (generation === this.#generation) this.#kept.set(accountId, kept)
    return kept
  }

  #decide(auth: Auth, request: AccessRequest, { restrictions }: Kept): Failure | undefined {
    // Nobody is restricted, as nearly everywhere.
    if (restrictions === undefined && !this.#config.category(configCategory)) return undefined
    const system = {
      [auth.method]: this.#config.value(configCategory, auth.method),
      _: this.#config.value(configCategory, '_'),
    }
    return tokenRestriction(auth, request, {
      ...(restrictions !== undefined && { account: restrictions }),
      system,
      defaultPrivLevel: this.#config.text(configCategory, 'default_priv_level', 'admin'),
    })
  }
}
