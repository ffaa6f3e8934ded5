/** Marks a file as an archive (`PRAGMA application_id`): the letters "XBAK". */
export const archiveId = 0x5842414b

/** The format of archives (`PRAGMA user_version`). */
export const archiveVersion = 1

/** The tables of an archive. The chunks of a content have numbers in a row. */
export const archiveSchema = `
  CREATE TABLE contents (
    name TEXT NOT NULL, first_chunk INTEGER NOT NULL, chunks INTEGER NOT NULL,
    bytes INTEGER NOT NULL, digest TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX contents_by_name ON contents (name);
  CREATE TABLE chunks (no INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
`
