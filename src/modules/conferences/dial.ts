import { toText } from '../../documents/coercion.ts'
import { failed, invalid } from '../../failures.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { EndpointLeg } from '../../outside/switch/calls.ts'
import type { ConferenceDial } from '../../outside/switch/conferences.ts'
import { unanswered } from '../../outside/switch/unanswered.ts'
import { inApiNames } from '../declaration/api-names.ts'
import { applicationVars } from '../declaration/application-vars.ts'
import type { AccountContext } from '../declaration/context.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { dialledEndpoints } from './dial-endpoints.ts'
import { placeOf } from './live.ts'
import { argumentsOf } from './play.ts'
import { foundConference } from './stored.ts'

/** Seconds an endpoint rings unless the client says otherwise. */
const usualTimeout = 20

const noEndpoints = {
  'data.endpoints': { minItems: { message: 'None of the endpoints can be called', target: 1 } },
}

/** Calls endpoints into a conference and tells what became of it (accounts-and-pbx.md, "conferences" 6 and 9). */
export async function dial(context: AccountContext): Promise<Outcome> {
  const data = argumentsOf(context, 'dial')
  if (failed(data)) return data
  const checked = await context.services.validator.check('conferences.dial', data)
  if (failed(checked)) return checked
  const { value, errors } = checked
  if (Object.keys(errors).length > 0) return invalid({ ...errors, ...noEndpoints })
  const { endpoints } = value
  const dialled = await dialledEndpoints(
    context,
    Array.isArray(endpoints) ? (endpoints as readonly Json[]) : [],
  )
  if (dialled.legs.length === 0) return invalid({ ...dialled.errors, ...noEndpoints })
  if (Object.keys(dialled.errors).length > 0) return invalid(dialled.errors)
  const { shown } = await foundConference(context)
  const request = requestOf(context, value, dialled.legs, toText(shown['name']))
  return intent(() => perform(context, request))
}

function requestOf(
  context: AccountContext,
  data: JsonObject,
  endpoints: readonly EndpointLeg[],
  name: string | undefined,
): ConferenceDial {
  const { participant_flags: flags, timeout } = data
  const texts = {
    callerIdName: toText(data['caller_id_name']) ?? name,
    callerIdNumber: toText(data['caller_id_number']),
    profileName: toText(data['profile_name']),
    targetCallId: toText(data['target_call_id']),
    outboundCallId: toText(data['outbound_call_id']),
  }
  return {
    endpoints,
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)),
    ...(Array.isArray(flags) && { participantFlags: flags.filter((flag) => typeof flag === 'string') }),
    timeout: typeof timeout === 'number' ? timeout : usualTimeout,
    applicationVars: applicationVars(context),
    requestId: context.requestId,
  }
}

async function perform(context: AccountContext, request: ConferenceDial): Promise<Result> {
  const outcome = await context.services.switch.dialFromConference(placeOf(context), request)
  if (!unanswered(outcome))
    return dataResult({ endpoint_responses: outcome.endpointResponses.map((each) => inApiNames(each)) })
  return dataResult({
    status: 'error',
    message:
      outcome.reason === 'timeout'
        ? 'timed out trying to dial endpoints'
        : 'conference dial failed to find a media server',
  })
}
