import Type from 'typebox'
import { Ref } from '../keywords.ts'
import type { StoragePlanDatabase } from './plan.database.ts'

/** Which databases are kept where. */
export const StoragePlan = Type.Object(
  {
    account: Type.Optional(Ref<StoragePlanDatabase>('storage.plan.database')),
    aggregate: Type.Optional(Ref<StoragePlanDatabase>('storage.plan.database')),
    modb: Type.Optional(Ref<StoragePlanDatabase>('storage.plan.database')),
    system: Type.Optional(Ref<StoragePlanDatabase>('storage.plan.database')),
  },
  { additionalProperties: false },
)

export type StoragePlan = Type.Static<typeof StoragePlan>
