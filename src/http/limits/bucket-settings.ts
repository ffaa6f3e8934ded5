import { isJsonObject, type Json } from '../../json.ts'

/** How token buckets work. */
export interface BucketSettings {
  /** Tokens a bucket holds. */
  readonly capacity: number
  /** Tokens added per fill time. */
  readonly fillTokens: number
  /** Milliseconds. */
  readonly fillMs: number
  /** Milliseconds without use after which a bucket is dropped. */
  readonly idleMs: number
}

const fillTimes: ReadonlyMap<Json | undefined, number> = new Map<Json | undefined, number>([
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 86_400_000],
])

/**
 * The settings in the `default` section of the configuration document `token_buckets`
 * (core.md §26): those of the application first, then those for all, then 100 tokens, 10 more
 * every second, dropped after 600 seconds. What makes no sense counts as not set.
 */
export function bucketSettings(config: Json | undefined, application = 'crossbar'): BucketSettings {
  const of = (name: string) => property(property(config, application), name) ?? property(config, name)
  const nested = property(property(config, 'default'), 'max_bucket_tokens')
  return {
    capacity: positive(of('max_bucket_tokens')) ?? positive(nested) ?? 100,
    fillTokens: positive(of('tokens_fill_rate')) ?? 10,
    fillMs: fillTimes.get(of('tokens_fill_time')) ?? 1000,
    idleMs: (positive(property(config, 'inactivity_timeout_s')) ?? 600) * 1000,
  }
}

function property(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function positive(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number > 0 ? number : undefined
}
