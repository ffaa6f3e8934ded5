import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { accountsDb } from '../../documents/accounts.ts'
import { monthOfId } from '../../documents/gregorian.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { headerLine } from '../../moving/account/format.ts'
import { secretOf } from '../../moving/account/export.ts'
import { ExportWriter } from '../../moving/account/writer.ts'
import { exists, makeFolder, nameAside, publishNew } from '../../store/durable-file.ts'
import { version } from '../../version.ts'
import { monthlyUpTo } from './months.ts'

type Needs = Pick<Services, 'blobs' | 'dataFolder' | 'documents'>

/** What an archive holds. */
export interface Archived {
  readonly file: string
  /** Revisions of the documents in it, by their ids: only these may be removed. */
  readonly revisions: ReadonlyMap<string, string>
  /** What is lost, and left out: one line each. */
  readonly missing: readonly string[]
}

/**
 * Writes the documents of an account's month, with their attachments, to a new file below the data folder: an exported
 * account that has nothing else. `undefined` when the account is not there. Rejects with the system's error when the
 * file cannot be written, and leaves none then.
 */
export async function archiveMonth(
  { blobs, dataFolder, documents }: Needs,
  accountId: string,
  month: string,
): Promise<Archived | undefined> {
  const account = await documents.find(accountsDb, accountId)
  if (!account) return undefined
  const folder = path.join(dataFolder, 'archives')
  await makeFolder(folder)
  const file = await freeName(path.join(folder, `${accountId}-${month}`))
  const aside = nameAside(file)
  const handle = await open(aside, 'wx', 0o600)
  try {
    const writer = new ExportWriter(documents.store, blobs, handle)
    const { name, realm } = account.body
    const [accountName, accountRealm] = [name, realm].map((text) => (typeof text === 'string' ? text : ''))
    await writer.line(
      headerLine(
        {
          id: accountId,
          name: accountName ?? '',
          realm: accountRealm ?? '',
          secret: await secretOf(documents.store),
        },
        version,
        0,
      ),
    )
    await writer.document(account.stored)
    const revisions = new Map<string, string>()
    for await (const page of monthlyUpTo(documents, accountId, month))
      for (const stored of page)
        if (monthOfId(stored.id) === month && (await writer.document(stored)))
          revisions.set(stored.id, stored.rev)
    await writer.end()
    await handle.sync()
    await handle.close()
    await publishNew(aside, file)
    return { file, revisions, missing: writer.missing }
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(aside, { force: true })
    throw error
  }
}

/** A month can be archived again: documents of it may come later. */
async function freeName(stem: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${stem}.ndjson` : `${stem}-${String(number)}.ndjson`
    if (!(await exists(file))) return file
  }
}
