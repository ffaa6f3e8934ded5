import { DatabaseSync } from 'node:sqlite'
import type { Reply } from '../test/harness/client.ts'

/** All that the creation of one device writes, for a floor to write the like. */
export interface SampleWrite {
  readonly account: string
  readonly id: string
  /** Digits that tell the device's name, user name and MAC address from those of others. */
  readonly serial: string
  readonly rev: string
  readonly body: string
  readonly hidden: string
  readonly rows: readonly { view: string; sortKey: string; key: string; value: string }[]
  readonly keys: readonly { scope: string; name: string; value: string }[]
  /** The answer that the client got. */
  readonly answer: string
}

/** Reads what Crossbar wrote when it created a device. */
export function sampleWrite(
  file: string,
  account: string,
  id: string,
  serial: string,
  reply: Reply,
): SampleWrite {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const document = database
      .prepare('SELECT number, rev, created, modified, body, hidden FROM documents WHERE db = ? AND id = ?')
      .get(account, id)
    const number = document?.['number'] ?? null
    const rows = database
      .prepare(
        `SELECT n.name, r.sort_key, r.key, r.value
         FROM view_rows r JOIN views n ON n.number = r.view WHERE r.document = ?`,
      )
      .all(number)
    const keys = database.prepare('SELECT scope, name, value FROM unique_keys WHERE document = ?').all(number)
    if (!document || rows.length === 0 || keys.length === 0) throw new Error('the sample is not there')
    return {
      account,
      id,
      serial,
      rev: String(document['rev']),
      body: String(document['body']),
      hidden: String(document['hidden']),
      rows: rows.map((row) => ({
        view: String(row['name']),
        sortKey: Buffer.from(row['sort_key'] as Uint8Array).toString('base64'),
        key: String(row['key']),
        value: String(row['value']),
      })),
      keys: keys.map((key) => ({
        scope: String(key['scope']),
        name: String(key['name']),
        value: String(key['value']),
      })),
      answer: reply.text,
    }
  } finally {
    database.close()
  }
}
