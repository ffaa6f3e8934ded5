import { accountsDb } from '../documents/accounts.ts'
import type { Document } from '../documents/document.ts'
import type { UniqueClaim } from '../documents/types.ts'
import { badIdentifier, failed, faultyPath, systemError, type Failure } from '../failures.ts'
import { valueAt, type JsonObject } from '../json.ts'
import type { AccountContext } from './declaration/context.ts'
import { deletedResult, publicPart } from './declaration/crud-writes.ts'
import { inAccount, type Module } from './declaration/module.ts'
import { dataResult, documentResult, intent, type Outcome } from './declaration/results.ts'

const type = 'rate_limits'

/**
 * How many SIP packets the edge proxy takes from an account or a device: one document for each of them that has
 * limits (accounts-and-pbx.md and auth-and-system.md, "rate_limits").
 */
export default {
  name: 'rate_limits',
  documents: [
    {
      type,
      unique: ({ db, hidden }) =>
        typeof hidden['pvt_owner_id'] === 'string' ? [claim(db, hidden['pvt_owner_id'])] : [],
    },
  ],
  operations: [
    inAccount('GET', '', { summary: 'Shows the SIP rate limits of the account or device', handle: read }),
    inAccount('POST', '', { summary: 'Sets the SIP rate limits of the account or device', handle: replace }),
    inAccount('DELETE', '', {
      summary: 'Removes the SIP rate limits of the account or device',
      handle: remove,
    }),
  ],
} satisfies Module

/** Whom limits are for, and by which name the proxy asks for them. */
interface Owner {
  readonly id: string
  readonly type: 'account' | 'device'
  readonly queryName: string | undefined
}

async function read(context: AccountContext): Promise<Outcome> {
  const owner = await ownerOf(context)
  if (failed(owner)) return owner
  const limits = await limitsOf(context, owner)
  return limits ? documentResult(limits) : dataResult({})
}

async function replace(context: AccountContext): Promise<Outcome> {
  const owner = await ownerOf(context)
  if (failed(owner)) return owner
  const { documents, validator } = context.services
  const limits = await limitsOf(context, owner)
  const validated = await validator.validate(`${owner.type}_rate_limits`, publicPart(context.data))
  if (failed(validated)) return validated
  const body = validated.value
  const hidden: JsonObject = {
    pvt_owner_id: owner.id,
    pvt_owner_type: owner.type,
    pvt_queryname: owner.queryName,
  }
  return intent(async () => {
    const written = await documents.write(
      [
        { change: 'require', db: accountsDb, id: context.account.id },
        ...(owner.type === 'device' ? [{ change: 'require', db: context.db, id: owner.id } as const] : []),
        limits
          ? { change: 'replace', document: limits, body, hidden }
          : { change: 'create', db: context.db, type, body, hidden },
      ],
      context.author,
    )
    if (failed(written)) return written
    const [document] = written
    if (!document) throw new Error('limits were written and are not there')
    return documentResult(document)
  }, limits?.rev)
}

async function remove(context: AccountContext): Promise<Outcome> {
  const owner = await ownerOf(context)
  if (failed(owner)) return owner
  const document = await limitsOf(context, owner)
  return intent(async () => {
    if (!document) return dataResult({})
    const written = await context.services.documents.write([{ change: 'delete', document }], context.author)
    return failed(written) ? written : deletedResult(document)
  }, document?.rev)
}

/** The device before this noun in the path, else the account; limits of anything else there are none of. */
async function ownerOf({ account, db, nouns, services }: AccountContext): Promise<Owner | Failure> {
  const before = nouns.at(-2)
  if (before === undefined || before.name === 'accounts')
    return { id: account.id, type: 'account', queryName: account.realm }
  const [id, ...further] = before.args
  if (before.name !== 'devices' || id === undefined || further.length > 0) return faultyPath()
  const device = await services.documents.find(db, id)
  if (device?.type !== 'device') return badIdentifier(id)
  const username = valueAt(device.body, ['sip', 'username'])
  return { id, type: 'device', queryName: typeof username === 'string' ? username : undefined }
}

async function limitsOf({ services, db }: AccountContext, { id }: Owner): Promise<Document | undefined> {
  return await services.documents.holder(claim(db, id).key)
}

function claim(db: string, owner: string): UniqueClaim {
  return {
    key: { scope: db, name: 'rate_limits', value: owner },
    // Two first requests at once: the second may simply try again.
    taken: () => systemError('datastore_conflict'),
  }
}
