import { accountsDb, accountType } from '../../documents/accounts.ts'
import { systemAuthor } from '../../documents/author.ts'
import type { Document } from '../../documents/document.ts'
import { failed, isConflict, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { flushSwitch } from './state-change.ts'

/** How often it is tried while others edit the account. */
const attempts = 20

/**
 * Sets private fields of an account, such as `pvt_enabled`, for the server itself or an operator. Fails with 404
 * when there is no such account.
 */
export async function setPrivateFields(
  services: Pick<Services, 'documents' | 'switch'>,
  id: string,
  hidden: JsonObject,
): Promise<Document | Failure> {
  for (let attempt = 1; ; attempt += 1) {
    const account = await services.documents.load(accountsDb, id, accountType)
    if (failed(account)) return account
    const written = await services.documents.writeOne(
      { change: 'replace', document: account, body: account.body, hidden },
      systemAuthor,
    )
    if (isConflict(written) && attempt < attempts) continue
    if (!failed(written)) flushSwitch(services, account, written)
    return written
  }
}
