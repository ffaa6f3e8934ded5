import { accountsDb, accountType } from '../../documents/accounts.ts'
import type { Document } from '../../documents/document.ts'
import { stripPrivate } from '../../documents/patch.ts'
import { badIdentifier, failed, systemError, type Failure } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { AccountContext } from './context.ts'
import { inAccount, type Module } from './module.ts'
import { dataResult, intent, type DataResult, type Outcome, type Result } from './results.ts'

/** A member of documents that has an address of its own, behind the document's: `devices/{id}/metaflows`. */
export interface Member {
  /** As it stands in URLs and in the document. */
  readonly name: string
  /** Name of its JSON schema. */
  readonly schema: string
  /** What it is, for the documentation: `Shows {what} of the account`. */
  readonly what: string
  /** Modules whose documents have it, besides the account; absent: all. */
  readonly owners?: readonly string[]
  /** After a write is on disk: calls on the outside world. Must not fail. */
  readonly written?: (context: AccountContext, owner: Document) => void
}

/** Makes a module of a member of documents: it is read, replaced as a whole and removed. */
export function member(declaration: Member): Module {
  const { name, schema, what } = declaration
  return {
    name,
    operations: [
      inAccount('GET', '', { summary: `Shows ${what}`, handle: (context) => read(declaration, context) }),
      inAccount('POST', '', {
        summary: `Sets ${what}`,
        schema,
        handle: (context) => replace(declaration, context),
      }),
      inAccount('DELETE', '', {
        summary: `Removes ${what}`,
        handle: (context) => remove(declaration, context),
      }),
    ],
  }
}

async function read(declaration: Member, context: AccountContext): Promise<Result | Failure> {
  const owner = await ownerOf(declaration, context)
  return failed(owner) ? owner : shown(declaration, owner)
}

async function replace(declaration: Member, context: AccountContext): Promise<Outcome> {
  const owner = await ownerOf(declaration, context)
  if (failed(owner)) return owner
  const { name, schema } = declaration
  const validated = await context.services.validator.validate(schema, stripPrivate(context.data))
  if (failed(validated)) return validated
  return intent(
    () => save(declaration, context, owner, { ...owner.body, [name]: validated.value }),
    owner.rev,
  )
}

async function remove(declaration: Member, context: AccountContext): Promise<Outcome> {
  const owner = await ownerOf(declaration, context)
  if (failed(owner)) return owner
  const { [declaration.name]: value, ...body } = owner.body
  return intent(
    () => (value === undefined ? Promise.resolve(dataResult({})) : save(declaration, context, owner, body)),
    owner.rev,
  )
}

async function save(
  declaration: Member,
  context: AccountContext,
  document: Document,
  body: JsonObject,
): Promise<DataResult | Failure> {
  const { documents } = context.services
  const written = await documents.writeOne({ change: 'replace', document, body }, context.author)
  if (failed(written)) return written
  declaration.written?.(context, written)
  return shown(declaration, written)
}

/** The member, with the revision of its document, as that is what changes with it. */
function shown({ name }: Member, { body, rev }: Document): DataResult {
  const value = body[name]
  return dataResult(isJsonObject(value) ? value : {}, { revision: rev })
}

/** The document named by the noun before, else the account. */
async function ownerOf(declaration: Member, context: AccountContext): Promise<Document | Failure> {
  const { account, db, nouns, services } = context
  const before = nouns.at(-2)
  const [id, ...further] = before?.args ?? []
  if (id === undefined || before?.name === 'accounts')
    return await services.documents.load(accountsDb, account.id, accountType)
  if (declaration.owners && !declaration.owners.includes(before?.name ?? ''))
    return systemError('faulty_request')
  if (further.length > 0) return systemError('not_found')
  return (await services.documents.find(db, id)) ?? badIdentifier(id)
}
