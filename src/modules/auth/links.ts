import type { Auth } from '../../auth/auth.ts'
import { toText } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { badIdentifier, failed, forbidden, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import { listing } from '../declaration/listing.ts'
import { documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { identitiesDb, identityType, linksByUser } from './documents.ts'
import { isLinkable } from './identities.ts'
import { isLinkTo, linkFields, linksOf, withLink, type IdentityLink } from './identity-links.ts'

/** GET `links`: identities linked to the caller. */
export function listLinks(context: Context): Result | Failure {
  const { auth } = context
  if (!auth) return forbidden()
  const key = [auth.accountId, auth.ownerId ?? null]
  return listing(context, { db: identitiesDb, view: linksByUser.name, low: key, high: key })
}

/** GET `links/{id}`. */
export async function readLink(context: Context): Promise<Result | Failure> {
  const identity = await reachable(context)
  return failed(identity) ? identity : documentResult(identity)
}

/** PUT `links/{id}`: whoever signs in with the identity can be the caller from now on, beside others it is linked to. */
export async function link(context: Context): Promise<Outcome> {
  return await relink(context, (links, auth) =>
    withLink(links, {
      accountId: auth.accountId,
      ...(auth.ownerId !== undefined && { userId: auth.ownerId }),
    }),
  )
}

/** DELETE `links/{id}`: nobody is the caller by the identity any more; all links end when a superduper admin has none. */
export async function unlink(context: Context): Promise<Outcome> {
  return await relink(context, (links, auth) => {
    const left = links.filter((each) => !isLinkTo(each, auth))
    return left.length < links.length ? left : auth.superduper ? [] : links
  })
}

async function relink(
  context: Context,
  change: (links: readonly IdentityLink[], auth: Auth) => readonly IdentityLink[],
): Promise<Outcome> {
  const { auth } = context
  if (!auth) return forbidden()
  const identity = await reachable(context)
  if (failed(identity)) return identity
  return intent(async () => {
    const written = await context.services.documents.writeOne(
      // A link is made once for each sign-in with the identity.
      {
        change: 'replace',
        document: identity,
        body: identity.body,
        hidden: { ...linkFields(change(linksOf(identity), auth)), pvt_linkable_until: 0 },
      },
      context.author,
    )
    return failed(written) ? written : documentResult(written)
  }, identity.rev)
}

/**
 * An identity the caller has to do with: linked to the caller or to the account in the path, or linked to nobody and
 * just used, or proved by a token that signing in with it gave (`token` of the data); superduper admins have to do
 * with all.
 * 404 for any other: the original lets everybody have, and take, every identity.
 */
async function reachable(context: Context): Promise<Document | Failure> {
  const { auth, account, services } = context
  const id = context.arg('id')
  const identity = await services.documents.find(identitiesDb, id)
  if (identity?.type !== identityType || !auth) return badIdentifier(id)
  if (auth.superduper) return identity
  const links = linksOf(identity)
  const reaches =
    links.some((each) => (account ? each.accountId === account.id : isLinkTo(each, auth))) ||
    (links.length === 0 && isLinkable(identity)) ||
    (await proves(context, id))
  return reaches ? identity : badIdentifier(id)
}

async function proves({ data, services }: Context, id: string): Promise<boolean> {
  const token = toText(data['token'])
  const inspected = token === undefined ? undefined : await services.signIn.inspect(token)
  return inspected?.claims?.['auth_id'] === id
}
