import type { SystemConfig } from '../../documents/system-config.ts'
import type { Json } from '../../json.ts'
import type { Store } from '../../store/port.ts'
import { BucketGossip } from './bucket-gossip.ts'
import { bucketSettings, type BucketSettings } from './bucket-settings.ts'
import { bucketName, TokenBuckets } from './token-buckets.ts'
import { tokenCost, type CostedCall } from './token-costs.ts'

/** Token buckets as the configuration wants them (core.md §26), the same for all processes that share the store. */
export class CallLimits {
  readonly #config: SystemConfig
  readonly #buckets: TokenBuckets
  /** The section of the configuration that the settings were read from. */
  #settingsOf: Json | undefined
  #known: BucketSettings | undefined

  constructor(config: SystemConfig, store: Pick<Store, 'shared' | 'say' | 'hear'>) {
    this.#config = config
    this.#buckets = new TokenBuckets(
      () => performance.now(),
      () => this.#settings(),
    )
    if (store.shared) new BucketGossip(this.#buckets, store)
  }

  #settings(): BucketSettings {
    const section = this.#config.category('token_buckets')?.['default']
    if (section !== this.#settingsOf || !this.#known) {
      this.#settingsOf = section
      this.#known = bucketSettings(section)
    }
    return this.#known
  }

  /** What a call costs, charged or not; `standard` counts where the configuration says nothing of the call. */
  cost(call: CostedCall, standard = 1): number {
    return tokenCost(this.#config.value('crossbar', 'token_costs'), call, standard)
  }

  /** Takes tokens from the caller's bucket for the account; false when there are too few, which takes none. */
  consume(clientIp: string, accountId: string | undefined, cost: number): boolean {
    return this.#buckets.consume(bucketName(clientIp, accountId), cost)
  }

  /** As `consume`, but a bucket with too few tokens is emptied. */
  drain(clientIp: string, accountId: string | undefined, cost: number): boolean {
    return this.#buckets.drain(bucketName(clientIp, accountId), cost)
  }

  /** Tokens left in the caller's bucket. */
  remaining(clientIp: string, accountId: string | undefined): number {
    return this.#buckets.remaining(bucketName(clientIp, accountId))
  }
}
