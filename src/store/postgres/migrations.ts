import type pg from 'pg'
import { StoreUnusable } from '../port.ts'
import { commitByTenant, commitFunctions } from './commit-functions.ts'

/**
 * The steps from an empty database to the present tables, in order. The number of steps a database has
 * taken is its version (`crossbar.version`). A step that was released is never changed: add another.
 * Nodes of the version before go on working meanwhile: functions have numbers, and old ones stay.
 *
 * Texts are compared byte by byte (`COLLATE "C"`), which is the order of their code points.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE crossbar.documents (
    db text COLLATE "C", id text COLLATE "C", type text COLLATE "C" NOT NULL, rev text COLLATE "C" NOT NULL,
    created bigint NOT NULL, modified bigint NOT NULL, deleted boolean NOT NULL,
    body text COLLATE "C" NOT NULL, hidden text COLLATE "C" NOT NULL,
    PRIMARY KEY (db, id)
  );

  CREATE TABLE crossbar.view_rows (
    db text COLLATE "C", view text COLLATE "C", sort_key bytea, id text COLLATE "C",
    key text COLLATE "C" NOT NULL, value text COLLATE "C" NOT NULL,
    -- The whole sort key, where it is too long for an index.
    whole_key bytea,
    PRIMARY KEY (db, view, sort_key, id)
  );
  CREATE INDEX view_rows_by_document ON crossbar.view_rows (db, id);

  CREATE TABLE crossbar.unique_keys (
    scope text COLLATE "C", name text COLLATE "C", value text COLLATE "C",
    db text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
    -- The whole value, where it is too long for an index.
    whole_value text,
    PRIMARY KEY (scope, name, value)
  );
  CREATE INDEX unique_keys_by_document ON crossbar.unique_keys (db, id);

  CREATE TABLE crossbar.attachments (
    db text COLLATE "C", id text COLLATE "C", name text COLLATE "C", content_type text COLLATE "C" NOT NULL,
    bytes bigint NOT NULL, digest text COLLATE "C" NOT NULL, created bigint NOT NULL,
    PRIMARY KEY (db, id, name)
  );
  CREATE INDEX attachments_by_digest ON crossbar.attachments (digest);

  -- Numbers of rows are not in the order of commits: a position (seq) is given to a row later, by who
  -- reads it, and only such rows are ever acknowledged.
  CREATE TABLE crossbar.outbox (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, seq bigint, kind text NOT NULL, payload text NOT NULL
  );
  CREATE INDEX outbox_by_position ON crossbar.outbox (seq) WHERE seq IS NOT NULL;
  CREATE INDEX outbox_new ON crossbar.outbox (number) WHERE seq IS NULL;
  CREATE SEQUENCE crossbar.outbox_positions;

  CREATE TABLE crossbar.jobs (
    id text COLLATE "C" PRIMARY KEY, number bigint GENERATED ALWAYS AS IDENTITY, kind text COLLATE "C" NOT NULL,
    payload text NOT NULL, run_at bigint NOT NULL, attempts integer NOT NULL DEFAULT 0, error text
  );
  CREATE INDEX jobs_by_time ON crossbar.jobs (kind, run_at);

  CREATE TABLE crossbar.meta (name text COLLATE "C" PRIMARY KEY, value text NOT NULL);

  CREATE TABLE crossbar.leases (name text COLLATE "C" PRIMARY KEY, holder text NOT NULL, expires bigint NOT NULL);

  ${commitFunctions}
  `,
  commitByTenant,
]

/** Names the advisory lock that is held while tables are changed: the letters "XBAR". */
const migrationLock = 0x58424152

const oldestServer = 140_000

/**
 * Brings a database to the last of `steps`, in one transaction; several processes may try at once. The
 * connection is to be closed afterwards.
 * Rejects with `StoreUnusable` when the database is not one of ours, or a newer version wrote it.
 */
export async function migrate(client: pg.Client, steps: readonly string[] = migrations): Promise<void> {
  await checkServer(client)
  if ((await versionOf(client, steps.length)) === steps.length) return
  await client.query('SET statement_timeout = 0')
  // Held until the connection is closed. Taken before the transaction, which otherwise might not see new tables.
  await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
  await client.query('BEGIN')
  try {
    // Another process may have been faster.
    const version = await versionOf(client, steps.length)
    if (version === undefined) {
      await client.query('CREATE SCHEMA IF NOT EXISTS crossbar')
      await client.query('CREATE TABLE crossbar.version (version integer NOT NULL)')
      await client.query('INSERT INTO crossbar.version VALUES (0)')
    }
    for (const step of steps.slice(version ?? 0)) await client.query(step)
    await client.query('UPDATE crossbar.version SET version = $1', [steps.length])
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

/** Whether tenants are spread over several machines (Citus; docs/scaling.md). */
export async function isDistributed(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("SELECT FROM pg_extension WHERE extname = 'citus'")
  return rows.length > 0
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; encoding: string }>(
    "SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding",
  )
  if (Number(rows[0]?.version) < oldestServer)
    throw new StoreUnusable('The PostgreSQL server is too old: version 14 or newer is needed')
  if (rows[0]?.encoding !== 'UTF8')
    throw new StoreUnusable('The database has another encoding than UTF8: create one with ENCODING UTF8')
}

/** How many steps the database has taken; `undefined` when it has no tables of ours. */
async function versionOf(client: pg.Client, known: number): Promise<number | undefined> {
  const { rows } = await client.query<{ ours: boolean; any: boolean }>(
    `SELECT to_regclass('crossbar.version') IS NOT NULL AS ours,
            to_regclass('crossbar.documents') IS NOT NULL AS any`,
  )
  if (rows[0]?.ours !== true) {
    if (rows[0]?.any !== true) return undefined
    throw new StoreUnusable('The schema "crossbar" of the database belongs to another program')
  }
  const found = await client.query<{ version: number }>('SELECT version FROM crossbar.version')
  const version = found.rows[0]?.version ?? 0
  if (version > known)
    throw new StoreUnusable(
      `The database was written by a newer version (its tables are at ${version}, ` +
        `this version knows ${known}): upgrade the program`,
    )
  return version
}
