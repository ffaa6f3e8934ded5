import { isTrue } from '../../documents/coercion.ts'
import { encodeKey } from '../../documents/collation.ts'
import { Document } from '../../documents/document.ts'
import { valueAt, type Json } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import type { CrudWritten } from '../declaration/crud-declaration.ts'
import { addressOf } from '../devices/effects.ts'
import { devicesOfUser } from '../devices/summary.ts'

/** Fields that the switch remembers with the credentials of the user's devices. */
const remembered = [['presence_id'], ['media', 'encryption', 'enforce_security']]

/**
 * Tells the switch that a user was changed (accounts-and-pbx.md, "users" 8): what it remembers of the
 * user's devices is forgotten where it is not right any more, and with `sync` all registered phones of
 * the realm fetch their configuration anew.
 */
export function tellSwitch(context: AccountContext, { before, after }: CrudWritten): void {
  if (!before) return
  const changed = remembered.some((path) => valueAt(before.body, path) !== valueAt(after.body, path))
  const commands = [
    ...(changed ? [forgetDevices(context, after.id)] : []),
    ...(isSync(context.data['sync']) ? [synchronize(context)] : []),
  ]
  Promise.all(commands).catch((error: unknown) => {
    context.services.log.warn({ err: error, request: context.requestId }, 'the switch was not told of a user')
  })
}

/** `force` is another word for true (calls-and-events.md, "Switch contract"). */
function isSync(order: Json | undefined): boolean {
  return isTrue(order) || order === 'force'
}

/** One NOTIFY for each user name that is registered in the realm, whoever's it is. */
async function synchronize({ services, account }: AccountContext): Promise<void> {
  const registered = await services.switch.registrations(account.realm)
  const usernames = new Set(registered.map(({ username }) => username))
  for (const username of usernames) services.switch.checkSync(account.realm, username)
}

async function forgetDevices({ services, account, db }: AccountContext, userId: string): Promise<void> {
  const bound = encodeKey(userId)
  const rows = await services.documents.scan({
    db,
    view: devicesOfUser.name,
    low: bound,
    high: bound,
    descending: false,
    limit: 1000,
    documents: true,
  })
  for (const row of rows) {
    const device = row.document && new Document(row.document)
    if (device?.body['owner_id'] !== userId) continue
    const address = addressOf(device, account.realm)
    if (address) services.switch.flushCredentials(address.realm, address.username)
  }
}
