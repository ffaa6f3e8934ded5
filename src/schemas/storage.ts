import Type from 'typebox'
import { AnyObject, OneOf, Ref } from './keywords.ts'
import type { StorageAttachments } from './storage/attachments.ts'
import type { StorageConnections } from './storage/connections.ts'
import type { StoragePlan } from './storage/plan.ts'

/** Where documents and attachments of an account are kept. */
export const Storage = Type.Object(
  {
    id: Type.Optional(Type.String()),
    attachments: Type.Optional(Ref<StorageAttachments>('storage.attachments')),
    connections: Type.Optional(Ref<StorageConnections>('storage.connections')),
    plan: Type.Optional(Ref<StoragePlan>('storage.plan')),
  },
  {
    patternProperties: {
      '^_': OneOf([Type.Boolean(), Type.Integer(), AnyObject(), Type.String()]),
      '^pvt_': OneOf([Type.Boolean(), Type.Integer(), Type.String()]),
    },
  },
)

export type Storage = Type.Static<typeof Storage>
