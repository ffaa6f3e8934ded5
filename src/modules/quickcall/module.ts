import { isWithin } from '../../auth/permissions.ts'
import { isTrue } from '../../documents/coercion.ts'
import { answer, failed, systemError, type Failure } from '../../failures.ts'
import type { CallRequest } from '../../outside/switch/calls.ts'
import { unanswered } from '../../outside/switch/unanswered.ts'
import type { AccountContext } from '../declaration/context.ts'
import { inAccount, type Module } from '../declaration/module.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { originOf, ringingLegs, type Origin } from './endpoints.ts'
import { callRequest, shownRequest } from './request.ts'

/** Charged again, as sign-in is (core.md §26). */
const cost = { configKey: 'quickcall_tokens', fallback: 1 }

/** Calls from a device or a user’s devices to a number (accounts-and-pbx.md and calls-and-events.md, "quickcall"). */
export default {
  name: 'quickcall',
  operations: [
    inAccount('GET', '{number}', {
      summary: 'Starts a call from a device or user to a number',
      permission: 'public',
      cost,
      handle: startCall,
    }),
    inAccount('POST', '{number}', {
      summary: 'Starts a call from a device or user to a number and tells what became of it',
      cost,
      handle: placeCall,
    }),
  ],
} satisfies Module

/** GET: the call begins and nobody waits for it. */
async function startCall(context: AccountContext): Promise<Result | Failure> {
  const request = await requestedCall(context)
  if (failed(request)) return request
  context.services.switch.startCall(request)
  return dataResult(shownRequest(request))
}

/** POST: waits for what becomes of the call (calls-and-events.md, "quickcall" 9). */
async function placeCall(context: AccountContext): Promise<Outcome> {
  const request = await requestedCall(context)
  if (failed(request)) return request
  return intent(async () => {
    const outcome = await context.services.switch.placeCall(request, request.timeout)
    if (unanswered(outcome)) return answer(500, 'timeout', { message: 'timeout' })
    if (outcome.outcome === 'failed')
      return answer(500, 'quickcall initiation failed', {
        error_message: outcome.errorMessage,
        request: shownRequest(request),
      })
    const { callId, applicationResponse, controlQueue } = outcome
    return dataResult({
      ...shownRequest(request),
      call_id: callId,
      ...(applicationResponse !== undefined && { application_response: applicationResponse }),
      ...(controlQueue !== undefined && { control_queue: controlQueue }),
    })
  })
}

async function requestedCall(context: AccountContext): Promise<CallRequest | Failure> {
  const origin = await originOf(context)
  if (failed(origin)) return origin
  if (!mayCall(context, origin)) return systemError('invalid_credentials')
  const legs = await ringingLegs(context, origin)
  return legs.length > 0 ? callRequest(context, origin, legs) : systemError('unspecified_fault')
}

/** Callers of the account's tree may; all others where the device, the user or the operator lets anyone. */
function mayCall({ auth, account, services }: AccountContext, { document }: Origin): boolean {
  if (auth && (auth.superduper || isWithin(account, auth.accountId))) return true
  return (
    isTrue(document.body['allow_anonymous_quickcalls']) ||
    services.config.flag('crossbar', 'default_allow_anonymous_quickcalls', true)
  )
}
