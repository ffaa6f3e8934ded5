import type Type from 'typebox'
import { AnyObject, Matching, OneOf, Ref } from '../keywords.ts'
import type { StorageConnectionCouchdb } from './connection.couchdb.ts'

/** Connections to database servers, by id. */
export const StorageConnections = Matching({
  '^([a-z,0-9]){32}$': OneOf([Ref<StorageConnectionCouchdb>('storage.connection.couchdb')]),
  local: AnyObject(),
})

export type StorageConnections = Type.Static<typeof StorageConnections>
