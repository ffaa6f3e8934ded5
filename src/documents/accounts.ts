import { LRUCache } from 'lru-cache'
import { textsIn, type Json } from '../json.ts'
import type { RemoteChange } from '../store/port.ts'
import type { DocumentEvent } from './changes.ts'
import { toInteger } from './coercion.ts'
import type { Document } from './document.ts'
import type { Documents } from './documents.ts'
import type { SystemConfig } from './system-config.ts'

/** Database of all account documents. */
export const accountsDb = 'accounts'
/** Their `pvt_type`. */
export const accountType = 'account'

/** What the server needs to know of an account at every request. */
export interface Account {
  readonly id: string
  readonly name: string
  readonly realm: string
  /** Ids of the ancestors, root first. */
  readonly tree: readonly string[]
  readonly enabled: boolean
  readonly superduper: boolean
  readonly isReseller: boolean
  /** The nearest ancestor that is a reseller, else the master account. */
  readonly resellerId: string | undefined
  /** Gregorian seconds at which a trial ends. */
  readonly trialExpires: number | undefined
  readonly document: Document
}

/** Looks accounts up, remembering those in use. */
export class Accounts {
  readonly #documents: Documents
  readonly #config: SystemConfig
  readonly #known = new LRUCache<string, Account>({ max: 2_000 })
  /** Raised by every change of an account, so that a look-up under way does not keep what it read before. */
  #generation = 0

  constructor(documents: Documents, config: SystemConfig) {
    this.#documents = documents
    this.#config = config
    documents.onChange({
      concerns: ({ db }) => db === accountsDb,
      changed: (event) => this.#forget(event),
      changedElsewhere: (change) => this.#forgetElsewhere(change),
    })
    // Whose reseller is nobody else has the master account for one.
    config.onChange((category) => {
      if (category === 'accounts') this.clear()
    })
  }

  /** An account by id, or `undefined` when there is none. */
  find(id: string): Account | undefined | Promise<Account | undefined> {
    return this.#known.get(id) ?? this.#read(id)
  }

  /** Id of the master account: as configured; `undefined` only while the system is empty. */
  get masterId(): string | undefined {
    const id = this.#config.value('accounts', 'master_account_id')
    return typeof id === 'string' ? id : undefined
  }

  /** Forgets what it read. */
  clear(): void {
    this.#generation += 1
    this.#known.clear()
  }

  /** Whether `account` is `ancestor` or lies below it. */
  async isWithin(account: string, ancestor: string): Promise<boolean> {
    return account === ancestor || ((await this.find(account))?.tree.includes(ancestor) ?? false)
  }

  async #read(id: string): Promise<Account | undefined> {
    const generation = this.#generation
    const document = await this.#documents.find(accountsDb, id)
    if (document?.type !== accountType) return undefined
    const tree = textsIn(document.hidden['pvt_tree'])
    const account: Account = {
      id,
      name: text(document.body['name']),
      realm: text(document.body['realm']),
      tree,
      enabled: document.hidden['pvt_enabled'] !== false,
      superduper: document.hidden['pvt_superduper_admin'] === true,
      isReseller: document.hidden['pvt_reseller'] === true,
      resellerId: await this.#reseller(tree),
      trialExpires: toInteger(document.hidden['pvt_trial_expires']),
      document,
    }
    if (generation === this.#generation) this.#known.set(id, account)
    return account
  }

  async #reseller(tree: readonly string[]): Promise<string | undefined> {
    for (const id of tree.toReversed()) if ((await this.find(id))?.isReseller) return id
    return this.masterId
  }

  #forget(event: DocumentEvent): void {
    this.#generation += 1
    // A new account was not held, and is nobody's reseller yet.
    if (event.action === 'created' || this.#known.size === 0) return
    // Who is whose reseller follows from the tree and the ancestors' flags: then nothing held is sure.
    if (shape(event.before) === shape(event.after)) this.#known.delete(event.id)
    else this.#known.clear()
  }

  /** What is held of an account follows from its own document and from those of its ancestors. */
  #forgetElsewhere(change: RemoteChange): void {
    if (change.scope === 'everything' || (change.scope === 'database' && change.db === accountsDb))
      this.clear()
    if (change.scope !== 'document') return
    this.#generation += 1
    for (const [id, { tree }] of this.#known)
      if (id === change.id || tree.includes(change.id)) this.#known.delete(id)
  }
}

function shape(document: Document | undefined): string {
  return JSON.stringify([document?.deleted, document?.hidden['pvt_tree'], document?.hidden['pvt_reseller']])
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}
