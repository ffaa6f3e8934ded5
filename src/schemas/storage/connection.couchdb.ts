import Type from 'typebox'

/** A connection to a database server. */
export const StorageConnectionCouchdb = Type.Object({
  name: Type.Optional(Type.String()),
  driver: Type.Enum(['kazoo_couch']),
  settings: Type.Object({
    ip: Type.String(),
    port: Type.Integer(),
    connect_options: Type.Optional(Type.Object({ keepalive: Type.Optional(Type.Boolean()) })),
    connect_timeout: Type.Optional(Type.Integer()),
    credentials: Type.Optional(
      Type.Object({
        username: Type.String(),
        password: Type.Integer(),
      }),
    ),
    max_pipeline_size: Type.Optional(Type.Integer()),
    max_sessions: Type.Optional(Type.Integer()),
    pool: Type.Optional(
      Type.Object({
        name: Type.String(),
        size: Type.Integer(),
      }),
    ),
  }),
})

export type StorageConnectionCouchdb = Type.Static<typeof StorageConnectionCouchdb>
