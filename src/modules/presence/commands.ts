import { createHash } from 'node:crypto'
import { failed, invalidField, systemError, type Failure } from '../../failures.ts'
import type { PresenceState } from '../../outside/switch/presence.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Outcome } from '../declaration/results.ts'
import { keepStates } from './manual-state.ts'
import { isReport } from './report-name.ts'
import { writeReport } from './reports.ts'
import { subscriptions } from './subscriptions.ts'
import { targetsOf } from './targets.ts'

/** POST below a device or user: resets its state or sets it by hand (accounts-and-pbx.md, "presence" 6 and 8). */
export async function commandPresence(context: AccountContext): Promise<Outcome> {
  const targets = await targetsOf(context)
  if (failed(targets)) return targets
  const command = requestedCommand(context)
  if (failed(command)) return command
  const { any, presenceIds } = targets
  return intent(async () => {
    if (!any) return dataResult('nothing to send command to')
    const done =
      command === 'reset' ? await reset(context, presenceIds) : await set(context, presenceIds, command)
    return failed(done) ? done : dataResult('command sent')
  })
}

/** POST on an extension: resets its state; the body does not count. */
export function resetExtension(context: AccountContext): Outcome {
  const extension = context.arg('extension')
  if (isReport(extension)) return systemError('invalid_method')
  return intent(async () => {
    const done = await reset(context, [extension])
    return failed(done) ? done : dataResult(`reset command sent for extension ${extension}`)
  })
}

/** What a client wants: a reset, or the state to set. */
function requestedCommand({ data }: AccountContext): 'reset' | PresenceState | Failure {
  const { action, state, reset: formerly } = data
  if (action === 'reset' || (action === undefined && formerly === true)) return 'reset'
  if (action !== 'set')
    return invalidField('action', 'invalid', { message: 'must be reset or set', target: 'invalid' })
  if (state === 'confirmed' || state === 'early' || state === 'terminated') return state
  const message = 'must be confirmed, early or terminated'
  return invalidField('state', 'invalid', { message, target: 'invalid' })
}

/** What was watched is kept before it is forgotten. */
async function reset(context: AccountContext, presenceIds: readonly string[]): Promise<Failure | undefined> {
  const { services, account } = context
  if (presenceIds.length === 0) return undefined
  const found = await Promise.all(
    presenceIds.map(async (id) => [id, await subscriptions(context, id)] as const),
  )
  const written = await writeReport(context, Object.fromEntries(found))
  if (failed(written)) return written
  for (const id of presenceIds) services.switch.resetPresence(account.realm, id)
  return undefined
}

async function set(
  context: AccountContext,
  presenceIds: readonly string[],
  state: PresenceState,
): Promise<Failure | undefined> {
  const { services, account } = context
  if (presenceIds.length === 0) return undefined
  const kept = await keepStates(context, presenceIds, state)
  if (failed(kept)) return kept
  for (const id of presenceIds) {
    const presentity = `${id}@${account.realm}`
    const callId = createHash('md5').update(presentity).digest('hex')
    services.switch.updatePresence({ presentity, state, callId })
  }
  return undefined
}
