import { restrictionsId } from '../auth/restrictions.ts'
import type { Document } from '../documents/document.ts'
import { accountsDb } from '../documents/accounts.ts'
import { badIdentifier, failed } from '../failures.ts'
import { admins } from './declaration/admins.ts'
import type { AccountContext } from './declaration/context.ts'
import { deletedResult, publicPart } from './declaration/crud-writes.ts'
import { inAccount, type Module } from './declaration/module.ts'
import { documentResult, intent, type Outcome } from './declaration/results.ts'

/** Their `pvt_type`, which is their id too. */
const restrictionsType = restrictionsId

/** What the tokens of an account may call (auth-and-system.md, "token_restrictions"). */
export default {
  name: 'token_restrictions',
  documents: [{ type: restrictionsType }],
  operations: [
    inAccount('GET', '', {
      summary: "Gives the restrictions of the account's tokens",
      handle: read,
    }),
    inAccount('POST', '', {
      summary: "Sets the restrictions of the account's tokens",
      schema: 'token_restrictions',
      permission: admins,
      handle: replace,
    }),
    inAccount('DELETE', '', {
      summary: "Removes the restrictions of the account's tokens",
      permission: admins,
      handle: remove,
    }),
  ],
} satisfies Module

async function read(context: AccountContext): Promise<Outcome> {
  const document = await stored(context)
  return document ? documentResult(document) : badIdentifier(restrictionsId)
}

/** POST: there is one document, made where there is none. They hold from the next request on. */
async function replace(context: AccountContext): Promise<Outcome> {
  const { documents, validator } = context.services
  const before = await stored(context)
  const validated = await validator.validate('token_restrictions', publicPart(context.data))
  if (failed(validated)) return validated
  const body = validated.value
  return intent(async () => {
    const written = await documents.write(
      [
        { change: 'require', db: accountsDb, id: context.account.id },
        before
          ? { change: 'replace', document: before, body }
          : { change: 'create', db: context.db, id: restrictionsId, type: restrictionsType, body },
      ],
      context.author,
    )
    if (failed(written)) return written
    const [document] = written
    if (!document) throw new Error('restrictions were written and are not there')
    return documentResult(document)
  }, before?.rev)
}

/** DELETE, for good. */
async function remove(context: AccountContext): Promise<Outcome> {
  const document = await stored(context)
  if (!document) return badIdentifier(restrictionsId)
  return intent(async () => {
    const written = await context.services.documents.write([{ change: 'erase', document }], context.author)
    return failed(written) ? written : deletedResult(document)
  }, document.rev)
}

async function stored({ services, db }: AccountContext): Promise<Document | undefined> {
  const document = await services.documents.find(db, restrictionsId)
  return document?.type === restrictionsType ? document : undefined
}
