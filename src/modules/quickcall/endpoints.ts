import { randomBytes } from 'node:crypto'
import { userType } from '../../auth/directory.ts'
import { isTrue } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { failed, systemError, type Failure } from '../../failures.ts'
import { isJsonObject } from '../../json.ts'
import type { EndpointLeg } from '../../outside/switch/calls.ts'
import type { AccountContext } from '../declaration/context.ts'
import { legsOf } from '../devices/legs.ts'
import { devicesUsedBy, usersOf } from '../devices/used-by.ts'

/** The device or user that a call is to start from. */
export interface Origin {
  readonly type: 'device' | 'user'
  readonly document: Document
  /** The user, or who uses the device. */
  readonly user: Document | undefined
}

/** The device or user in the path. Fails when there is none such, or the path names something else. */
export async function originOf({ services, db, nouns }: AccountContext): Promise<Origin | Failure> {
  const { documents } = services
  const before = nouns.at(-2)
  const [id, ...further] = before?.args ?? []
  if (id === undefined || further.length > 0) return systemError('faulty_request')
  if (before?.name === 'users') {
    const user = await documents.load(db, id, userType)
    return failed(user) ? user : { type: 'user', document: user, user }
  }
  if (before?.name !== 'devices') return systemError('faulty_request')
  const device = await documents.load(db, id, 'device')
  if (failed(device)) return device
  const [user] = usersOf(device)
  return {
    type: 'device',
    document: device,
    user: user === undefined ? undefined : await documents.find(db, user),
  }
}

/**
 * What rings first: the device, or all devices of the user. A single one picks up by itself where the client
 * does not say otherwise (calls-and-events.md, "quickcall" 3).
 */
export async function ringingLegs(context: AccountContext, origin: Origin): Promise<readonly EndpointLeg[]> {
  const { services, db, account, query } = context
  const { document } = origin
  const devices =
    origin.type === 'device' ? [document] : await devicesUsedBy(services.documents, db, document.id)
  const legs = (await Promise.all(devices.map((device) => legsOf(services, account, device)))).flat()
  const asked = query.first('auto_answer')
  const answers = asked === undefined || asked === true || isTrue(asked)
  return legs.map((leg) => ({
    ...leg,
    ...(legs.length === 1 && { custom_channel_vars: { ...varsOf(leg), auto_answer: answers } }),
    outbound_call_id: `${randomBytes(18).toString('hex')}-quickcall`,
  }))
}

function varsOf({ custom_channel_vars: vars }: EndpointLeg): EndpointLeg {
  return isJsonObject(vars) ? vars : {}
}
