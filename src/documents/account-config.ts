import { LRUCache } from 'lru-cache'
import { isJsonObject, type JsonObject } from '../json.ts'
import { isSchemaName } from '../schemas/index.ts'
import { accountType, type Account, type Accounts } from './accounts.ts'
import type { Document } from './document.ts'
import type { Documents } from './documents.ts'
import { overlay } from './layers.ts'
import type { SystemConfig } from './system-config.ts'
import type { Validator } from './validation/validator.ts'

/** The `pvt_type` of what an account sets for itself. */
export const accountConfigType = 'account_config'

/** Id of an account's document for a category. */
export function accountConfigId(category: string): string {
  return `configs_${category}`
}

/** Name of the schema of a category's settings. */
export function systemConfigSchema(category: string): string {
  return `system_config.${category}`
}

interface Parts {
  readonly documents: Documents
  readonly accounts: Accounts
  readonly config: SystemConfig
  readonly validator: Pick<Validator, 'defaults'>
}

/** Documents remembered, of accounts that have none too. */
const remembered = 5_000

/**
 * Settings by category as they hold for an account: what it sets itself (documents `configs_<category>`
 * in its database) over what those above it set, over the system's (auth-and-system.md, "configs").
 * Only the documents are remembered, each until it changes, and laid over each other at every question.
 */
export class AccountConfig {
  readonly #parts: Parts
  readonly #own = new LRUCache<string, { readonly document: Document | undefined }>({ max: remembered })
  /** Raised by every change of such a document, so that a look-up under way does not keep what it read before. */
  #generation = 0

  constructor(parts: Parts) {
    this.#parts = parts
    parts.documents.onChange({
      concerns: ({ type }) => type === accountConfigType || type === accountType,
      changed: ({ action, db, id, type }) => {
        // With an account goes its whole database.
        if (type === accountConfigType) this.#forget(db, id)
        else if (action === 'deleted') this.#forgetAccount(id)
      },
      changedElsewhere: (change) => {
        if (change.scope === 'everything') this.clear()
        else if (change.scope === 'database') this.#forgetAccount(change.db)
        else if (change.type === accountConfigType) this.#forget(change.db, change.id)
        else this.#forgetAccount(change.id)
      },
    })
  }

  /** What the account sets itself, if anything. */
  async own(accountId: string, category: string): Promise<Document | undefined> {
    const id = accountConfigId(category)
    const known = this.#own.get(placeOf(accountId, id))
    if (known) return known.document
    const generation = this.#generation
    const document = await this.#parts.documents.find(accountId, id)
    if (generation === this.#generation) this.#own.set(placeOf(accountId, id), { document })
    return document
  }

  /**
   * What holds for the account unless it sets something else: defaults of the category's schema, the
   * system's `default` section, and what its direct reseller sets.
   */
  async inherited(accountId: string, category: string): Promise<JsonObject> {
    const account = await this.#parts.accounts.find(accountId)
    const reseller = account?.resellerId
    return laid([
      await systemDefaults(this.#parts.validator, category),
      this.#system(category),
      reseller === undefined || reseller === accountId ? {} : await this.#bodyOf(reseller, category),
    ])
  }

  /** What holds for the account: its own settings over the inherited ones. */
  async effective(accountId: string, category: string): Promise<JsonObject> {
    return laid([await this.inherited(accountId, category), await this.#bodyOf(accountId, category)])
  }

  /**
   * What was set for the account by anyone: the system, every ancestor from its reseller down, itself. Without
   * the schema's defaults: whoever asks knows what holds when nothing is set (auth-and-system.md, "auth module
   * configuration").
   */
  async throughTree(accountId: string, category: string): Promise<JsonObject> {
    const above: JsonObject[] = []
    for (const ancestor of await this.#upToReseller(accountId))
      above.unshift(await this.#bodyOf(ancestor, category))
    return laid([this.#system(category), ...above, await this.#bodyOf(accountId, category)])
  }

  /** Forgets what it read. */
  clear(): void {
    this.#generation += 1
    this.#own.clear()
  }

  #forget(db: string, id: string): void {
    this.#generation += 1
    this.#own.delete(placeOf(db, id))
  }

  #forgetAccount(id: string): void {
    this.#generation += 1
    for (const place of this.#own.keys()) if (place.startsWith(placeOf(id, ''))) this.#own.delete(place)
  }

  /** Ancestors up to the reseller, nearest first. A reseller answers for itself and has none. */
  async #upToReseller(accountId: string): Promise<readonly string[]> {
    const { accounts } = this.#parts
    const account = await accounts.find(accountId)
    if (!account || account.isReseller) return []
    const ids: string[] = []
    for (const id of account.tree.toReversed()) {
      ids.push(id)
      const ancestor: Account | undefined = await accounts.find(id)
      if (ancestor?.isReseller) break
    }
    return ids
  }

  async #bodyOf(accountId: string, category: string): Promise<JsonObject> {
    return (await this.own(accountId, category))?.body ?? {}
  }

  #system(category: string): JsonObject {
    const section = this.#parts.config.category(category)?.['default']
    return isJsonObject(section) ? section : {}
  }
}

/** Defaults of a category's schema; `{}` for a category that has none. */
export async function systemDefaults(
  validator: Pick<Validator, 'defaults'>,
  category: string,
): Promise<JsonObject> {
  const schema = systemConfigSchema(category)
  return isSchemaName(schema) ? ((await validator.defaults(schema)) ?? {}) : {}
}

function laid(layers: readonly JsonObject[]): JsonObject {
  return layers.reduce(overlay, {})
}

function placeOf(db: string, id: string): string {
  return `${db}/${id}`
}
