import type { DatabaseSync } from 'node:sqlite'
import { StoreUnusable } from '../port.ts'
import { integer, query } from './columns.ts'
import { numberedViews } from './numbered-views.ts'

/** Marks a file as one of ours (`PRAGMA application_id`): the letters "XBAR". */
export const applicationId = 0x58424152

/**
 * The steps from an empty file to the present tables, in order. The number of
 * steps a database has taken is its version (`PRAGMA user_version`). A step that
 * was released is never changed: add another.
 *
 * Documents are rows of an ordinary table: they are appended where the last one lies, and only the index is
 * touched at random places. What is read in the order of its key (rows of views, unique keys) is stored in it.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE documents (
    db TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, rev TEXT NOT NULL,
    created INTEGER NOT NULL, modified INTEGER NOT NULL, deleted INTEGER NOT NULL,
    body TEXT NOT NULL, hidden TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX documents_by_id ON documents (db, id);

  CREATE TABLE view_rows (
    db TEXT NOT NULL, view TEXT NOT NULL, sort_key BLOB NOT NULL, id TEXT NOT NULL,
    key TEXT NOT NULL, value TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX view_rows_by_key ON view_rows (db, view, sort_key, id);
  CREATE INDEX view_rows_by_document ON view_rows (db, id);

  CREATE TABLE unique_keys (
    scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, db TEXT NOT NULL, id TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX unique_keys_by_value ON unique_keys (scope, name, value);
  CREATE INDEX unique_keys_by_document ON unique_keys (db, id);

  CREATE TABLE attachments (
    db TEXT NOT NULL, id TEXT NOT NULL, name TEXT NOT NULL, content_type TEXT NOT NULL,
    bytes INTEGER NOT NULL, digest TEXT NOT NULL, created INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX attachments_by_name ON attachments (db, id, name);
  CREATE INDEX attachments_by_digest ON attachments (digest);

  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, payload TEXT NOT NULL
  ) STRICT;

  CREATE TABLE jobs (
    id TEXT NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
    run_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, error TEXT
  ) STRICT;
  CREATE UNIQUE INDEX jobs_by_id ON jobs (id);
  CREATE INDEX jobs_by_time ON jobs (kind, run_at);

  CREATE TABLE meta (name TEXT NOT NULL, value TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX meta_by_name ON meta (name);
  `,
  `
  CREATE TABLE leases (name TEXT NOT NULL, holder TEXT NOT NULL, expires INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX leases_by_name ON leases (name);
  `,
  numberedViews,
]

/**
 * Refuses files that are not ours or that a newer version of the program wrote,
 * with `StoreUnusable`. An empty file is fine. Gives back the file's version.
 */
export function checkOrigin(connection: DatabaseSync, file: string, known: number): number {
  // In one statement, since another process may just be making the tables.
  const row = query(
    connection,
    `SELECT a.application_id, v.user_version, EXISTS (SELECT 1 FROM sqlite_schema)
     FROM pragma_application_id a, pragma_user_version v`,
  ).get()
  const [owner, version, tables] = [integer(row?.[0]), integer(row?.[1]), integer(row?.[2])]
  const empty = owner === 0 && version === 0 && tables === 0
  if (owner !== applicationId && !empty) throw new StoreUnusable(`${file} is a database of another program`)
  if (version > known) {
    throw new StoreUnusable(
      `${file} was written by a newer version (its tables are at ${version}, this version knows ${known}): upgrade the program`,
    )
  }
  return version
}

/** Brings a database to the last of `steps`, in one transaction; several processes may try at once. */
export function migrate(connection: DatabaseSync, file: string, steps: readonly string[] = migrations): void {
  if (checkOrigin(connection, file, steps.length) === steps.length) return
  connection.exec('BEGIN IMMEDIATE')
  try {
    // Another process may have been faster: look again, now that nobody else can write.
    const version = checkOrigin(connection, file, steps.length)
    for (const step of steps.slice(version)) connection.exec(step)
    connection.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${steps.length}`)
    connection.exec('COMMIT')
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK')
    throw error
  }
}
