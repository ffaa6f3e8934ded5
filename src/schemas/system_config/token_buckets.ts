import Type from 'typebox'
import { Fields } from '../keywords.ts'

/** System-wide settings of `token_buckets`. */
export const SystemConfigTokenBuckets = Type.Object({
  default: Type.Optional(Fields({ max_bucket_tokens: Type.Optional(Type.Integer({ default: 100 })) })),
  inactivity_timeout_s: Type.Optional(Type.Integer({ default: 600 })),
  tokens_fill_rate: Type.Optional(Type.Integer({ default: 10 })),
  tokens_fill_time: Type.Optional(Type.String({ default: 'second' })),
})

export type SystemConfigTokenBuckets = Type.Static<typeof SystemConfigTokenBuckets>
