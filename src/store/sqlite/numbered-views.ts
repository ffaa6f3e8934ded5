/**
 * The third step of the tables. Documents get numbers (row ids that stay, whatever SQLite does to the file),
 * views of a database get numbers of their own, and rows name both by number instead of repeating texts of
 * 32 characters and more, twice over in the indexes. Rows of a view lie side by side in the order of their
 * keys: a page reads a few neighbouring pages of the file.
 *
 * All is copied in the order in which it is then stored, by statements that hold no more than a few pages in
 * memory; what a crash leaves behind is the database as it was.
 */
export const numberedViews = `
  CREATE TABLE views (number INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX views_by_name ON views (db, name);
  INSERT INTO views (db, name) SELECT db, view FROM view_rows GROUP BY db, view ORDER BY db, view;

  CREATE TABLE numbered_view_rows (
    view INTEGER NOT NULL, sort_key BLOB NOT NULL, id TEXT NOT NULL, document INTEGER NOT NULL,
    key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (view, sort_key, id)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO numbered_view_rows (view, sort_key, id, document, key, value)
    SELECT n.number, v.sort_key, v.id, d.rowid, v.key, v.value
    FROM view_rows v
    CROSS JOIN views n ON n.db = v.db AND n.name = v.view
    CROSS JOIN documents d ON d.db = v.db AND d.id = v.id
    ORDER BY v.db, v.view, v.sort_key, v.id;
  DROP TABLE view_rows;
  ALTER TABLE numbered_view_rows RENAME TO view_rows;
  CREATE INDEX view_rows_by_document ON view_rows (document);

  CREATE TABLE numbered_unique_keys (
    scope TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, document INTEGER NOT NULL,
    PRIMARY KEY (scope, name, value)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO numbered_unique_keys (scope, name, value, document)
    SELECT k.scope, k.name, k.value, d.rowid
    FROM unique_keys k CROSS JOIN documents d ON d.db = k.db AND d.id = k.id
    ORDER BY k.scope, k.name, k.value;
  DROP TABLE unique_keys;
  ALTER TABLE numbered_unique_keys RENAME TO unique_keys;
  CREATE INDEX unique_keys_by_document ON unique_keys (document);

  CREATE TABLE numbered_documents (
    number INTEGER PRIMARY KEY,
    db TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, rev TEXT NOT NULL,
    created INTEGER NOT NULL, modified INTEGER NOT NULL, deleted INTEGER NOT NULL,
    body TEXT NOT NULL, hidden TEXT NOT NULL
  ) STRICT;
  INSERT INTO numbered_documents (number, db, id, type, rev, created, modified, deleted, body, hidden)
    SELECT rowid, db, id, type, rev, created, modified, deleted, body, hidden FROM documents ORDER BY rowid;
  DROP TABLE documents;
  ALTER TABLE numbered_documents RENAME TO documents;
  CREATE UNIQUE INDEX documents_by_id ON documents (db, id);
`
