import { userType } from '../../auth/directory.ts'
import { failed, faultyPath, type Failure } from '../../failures.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import type { AccountContext } from '../declaration/context.ts'
import { textAt } from '../devices/fields.ts'
import { devicesUsedBy } from '../devices/used-by.ts'

/** Whose state a request is about. */
export interface Targets {
  /** Whether there is anything at all: a user may have no device. */
  readonly any: boolean
  readonly presenceIds: readonly string[]
}

/**
 * The presence ids of the device or user in the path: of a user its own, if it has one, else those of its
 * devices. A device without one is watched by its SIP user name (accounts-and-pbx.md, "presence" 11).
 */
export async function targetsOf(context: AccountContext): Promise<Targets | Failure> {
  const { services, db, nouns } = context
  const before = nouns.at(-2)
  const [id] = before?.args ?? []
  if (id === undefined || before?.args.length !== 1) return faultyPath()
  if (before.name === 'devices') {
    const device = await services.documents.load(db, id, 'device')
    return failed(device) ? device : ofDevices([device])
  }
  if (before.name !== 'users') return faultyPath()
  const user = await services.documents.load(db, id, userType)
  if (failed(user)) return user
  const own = textAt(user.body, 'presence_id')
  return own === undefined
    ? ofDevices(await devicesUsedBy(services.documents, db, id))
    : { any: true, presenceIds: [own] }
}

function ofDevices(devices: readonly DocumentFacts[]): Targets {
  const ids = devices.map(({ body }) => textAt(body, 'presence_id') ?? textAt(body, 'sip', 'username'))
  return { any: devices.length > 0, presenceIds: [...new Set(ids.filter((id) => id !== undefined))] }
}
