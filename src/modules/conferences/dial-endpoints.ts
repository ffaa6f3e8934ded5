import { userType } from '../../auth/directory.ts'
import { defaultReconcilePattern, isReconcilable } from '../../documents/e164.ts'
import { newId } from '../../documents/identifiers.ts'
import type { ValidationErrors } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { EndpointLeg } from '../../outside/switch/calls.ts'
import type { AccountContext } from '../declaration/context.ts'
import { legsOf, type Ringable } from '../devices/legs.ts'
import { devicesUsedBy } from '../devices/used-by.ts'

/** What a conference is to call, and what is wrong with it. */
export interface DialledEndpoints {
  readonly legs: readonly EndpointLeg[]
  readonly errors: ValidationErrors
}

/** Digits from which on a text that is no telephone number is no extension either. */
const longestExtension = 4

/**
 * The legs of what a client wants a conference to call: SIP URIs, ids of devices and users, numbers, and devices
 * described in full (accounts-and-pbx.md, "conferences" 6). Places in errors count from 1. Ids that nothing has
 * are passed over.
 */
export async function dialledEndpoints(
  context: AccountContext,
  endpoints: readonly Json[],
): Promise<DialledEndpoints> {
  const found = await Promise.all(
    endpoints.map(async (endpoint, at) => {
      const outcome = await legsOfEndpoint(context, endpoint)
      return 'legs' in outcome
        ? { legs: outcome.legs, errors: {} }
        : { legs: [], errors: { [`data.endpoints.${String(at + 1)}`]: outcome.fault } }
    }),
  )
  return {
    legs: found.flatMap(({ legs }) => legs),
    errors: Object.fromEntries(found.flatMap(({ errors }) => Object.entries(errors))),
  }
}

type Found = { readonly legs: readonly EndpointLeg[] } | { readonly fault: ValidationErrors[string] }

async function legsOfEndpoint(context: AccountContext, endpoint: Json): Promise<Found> {
  if (isJsonObject(endpoint)) return await deviceLegs(context, { id: newId(), body: endpoint })
  if (typeof endpoint !== 'string') return { legs: [] }
  if (endpoint.startsWith('sip:')) return uriLegs(context, endpoint)
  if (endpoint.length === 32) return await documentLegs(context, endpoint)
  const pattern = context.services.config.text('number_manager', 'reconcile_regex', defaultReconcilePattern)
  if (endpoint.length <= longestExtension || isReconcilable(endpoint, pattern))
    return { legs: [numberLeg(context, endpoint)] }
  const message = 'must be a number, the id of a device or user, or a SIP URI'
  return { fault: { enum: { message } } }
}

async function documentLegs(context: AccountContext, id: string): Promise<Found> {
  const { services, db, account } = context
  const document = await services.documents.find(db, id)
  if (!document) return { legs: [] }
  if (document.type === 'device') return await deviceLegs(context, document)
  if (document.type !== userType) return notFound(id)
  const devices = await devicesUsedBy(services.documents, db, id)
  const legs = await Promise.all(devices.map((device) => legsOf(services, account, device)))
  if (legs.some((each) => each.length > 0)) return { legs: legs.flat() }
  return { fault: { minItems: { message: `The user ${id} has no device that can be called`, target: 1 } } }
}

async function deviceLegs({ services, account }: AccountContext, device: Ringable): Promise<Found> {
  const legs = await legsOf(services, account, device)
  return legs.length > 0 ? { legs } : notFound(device.id)
}

function uriLegs({ account }: AccountContext, uri: string): Found {
  const [, username, realm] = /^sip:(?:([^@;?<>\s]+)@)?([^@;?<>\s]+)/.exec(uri) ?? []
  if (realm === undefined) return notFound(uri)
  return {
    legs: [
      {
        invite_format: 'route',
        route: uri,
        to_realm: realm,
        ...(username !== undefined && { to_user: username, to_username: username }),
        custom_channel_vars: { account_id: account.id },
      },
    ],
  }
}

function numberLeg(context: AccountContext, number: string): JsonObject {
  const { account } = context
  const uri = `${number}@${account.realm}`
  return {
    invite_format: 'loopback',
    route: number,
    to_did: number,
    to_realm: account.realm,
    simplify_loopback: true,
    custom_channel_vars: {
      account_id: account.id,
      authorizing_type: 'conference',
      authorizing_id: context.arg('id'),
      loopback_request_uri: uri,
      request_uri: uri,
    },
  }
}

function notFound(id: string): Found {
  return { fault: { not_found: { message: `${id} cannot be called` } } }
}
