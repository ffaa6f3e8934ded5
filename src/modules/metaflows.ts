import { accountsDb, accountType } from '../documents/accounts.ts'
import type { Document } from '../documents/document.ts'
import { stripPrivate } from '../documents/patch.ts'
import { badIdentifier, failed, systemError, type Failure } from '../failures.ts'
import { isJsonObject, type JsonObject } from '../json.ts'
import type { AccountContext } from './declaration/context.ts'
import { inAccount, type Module } from './declaration/module.ts'
import { dataResult, intent, type DataResult, type Outcome, type Result } from './declaration/results.ts'

/** The member of a document that this module is about. */
const member = 'metaflows'

/**
 * Metaflows: what digits do during a call. They are a member of the account, or of the user, device or other
 * document that stands before them in the path (accounts-and-pbx.md and calls-and-events.md, "metaflows").
 */
export default {
  name: 'metaflows',
  operations: [
    inAccount('GET', '', {
      summary: 'Shows what digits do during calls of the account, user or device',
      handle: readMetaflows,
    }),
    inAccount('POST', '', {
      summary: 'Sets what digits do during calls of the account, user or device',
      schema: 'metaflows',
      handle: replaceMetaflows,
    }),
    inAccount('DELETE', '', {
      summary: 'Removes what digits do during calls of the account, user or device',
      handle: removeMetaflows,
    }),
  ],
} satisfies Module

async function readMetaflows(context: AccountContext): Promise<Result | Failure> {
  const owner = await ownerOf(context)
  return failed(owner) ? owner : shown(owner)
}

async function replaceMetaflows(context: AccountContext): Promise<Outcome> {
  const owner = await ownerOf(context)
  if (failed(owner)) return owner
  const validated = await context.services.validator.validate('metaflows', stripPrivate(context.data))
  if (failed(validated)) return validated
  return intent(() => save(context, owner, { ...owner.body, [member]: validated.value }), owner.rev)
}

async function removeMetaflows(context: AccountContext): Promise<Outcome> {
  const owner = await ownerOf(context)
  if (failed(owner)) return owner
  const { [member]: metaflows, ...body } = owner.body
  return intent(
    () => (metaflows === undefined ? Promise.resolve(dataResult({})) : save(context, owner, body)),
    owner.rev,
  )
}

async function save(
  context: AccountContext,
  document: Document,
  body: JsonObject,
): Promise<DataResult | Failure> {
  const written = await context.services.documents.writeOne(
    { change: 'replace', document, body },
    context.author,
  )
  return failed(written) ? written : shown(written)
}

/** The metaflows of a document, with its revision, as that is what changes with them. */
function shown({ body, rev }: Document): DataResult {
  const metaflows = body[member]
  return dataResult(isJsonObject(metaflows) ? metaflows : {}, { revision: rev })
}

/** The document named by the noun before, else the account. */
async function ownerOf({
  services: { documents },
  account,
  db,
  nouns,
}: AccountContext): Promise<Document | Failure> {
  const before = nouns.at(-2)
  const [id, ...further] = before?.args ?? []
  if (id === undefined || before?.name === 'accounts')
    return await documents.load(accountsDb, account.id, accountType)
  if (further.length > 0) return systemError('not_found')
  return (await documents.find(db, id)) ?? badIdentifier(id)
}
