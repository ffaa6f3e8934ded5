import { isTrue, toInteger, toText } from '../../documents/coercion.ts'
import { defaultReconcilePattern, isReconcilable } from '../../documents/e164.ts'
import { matchUntrusted } from '../../documents/untrusted-pattern.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { CallRequest, EndpointLeg } from '../../outside/switch/calls.ts'
import { applicationVars } from '../declaration/application-vars.ts'
import type { AccountContext } from '../declaration/context.ts'
import { callerIdOf } from './caller-id.ts'
import type { Origin } from './endpoints.ts'

/** Seconds it rings unless the client says otherwise, and the most that does not count as such. */
const usualTimeout = 30
const tooShort = 3

/** Variables of the call that the called leg gets as well, in the names of the switch. */
const exportedVars = [
  'Account-ID',
  'Authorizing-ID',
  'Authorizing-Type',
  'Outbound-Callee-ID-Name',
  'Outbound-Callee-ID-Number',
  'Retain-CID',
]

/** The call that a request wants (calls-and-events.md, "quickcall" 3 and 5). */
export function callRequest(
  context: AccountContext,
  origin: Origin,
  endpoints: readonly EndpointLeg[],
): CallRequest {
  const { services, account, requestId } = context
  const number = dialledNumber(context)
  const pattern = services.config.text('number_manager', 'reconcile_regex', defaultReconcilePattern)
  const layers = {
    account: account.document.body,
    user: origin.user?.body,
    device: origin.type === 'device' ? origin.document.body : undefined,
  }
  const shown = callerIdOf(layers, isReconcilable(number, pattern) ? 'external' : 'internal')
  const asked = context.value('cid-number')
  const existing = toText(context.value('target_call_id'))
  const calleeIdName = decoded(context.value('cid-name')) ?? shown.name
  const calleeIdNumber = decoded(asked) ?? shown.number
  return {
    accountId: account.id,
    application: { name: 'transfer', data: { route: context.arg('number') } },
    endpoints,
    dialMethod: 'simultaneous',
    timeout: timeoutOf(context),
    ignoreEarlyMedia: isTrue(context.value('ignore-early-media') ?? true),
    media: context.value('media') === 'bypass' ? 'bypass' : 'process',
    continueOnFail: false,
    ...(existing !== undefined && { existingCallId: existing }),
    callerIdName: 'Device QuickCall',
    callerIdNumber: number,
    ...(calleeIdName !== undefined && { calleeIdName }),
    ...(calleeIdNumber !== undefined && { calleeIdNumber }),
    channelVars: {
      account_id: account.id,
      inherit_codec: 'false',
      authorizing_type: origin.type,
      authorizing_id: origin.document.id,
      retain_cid: String(asked !== undefined),
    },
    applicationVars: applicationVars(context),
    exportedVars,
    requestId,
  }
}

/** A call as clients are told of it. */
export function shownRequest(request: CallRequest): JsonObject {
  const { existingCallId, calleeIdName, calleeIdNumber } = request
  return {
    application_name: request.application.name,
    application_data: request.application.data,
    continue_on_fail: request.continueOnFail,
    custom_application_vars: request.applicationVars,
    custom_channel_vars: request.channelVars,
    dial_endpoint_method: request.dialMethod,
    endpoints: request.endpoints,
    ...(existingCallId !== undefined && { existing_call_id: existingCallId }),
    export_custom_channel_vars: request.exportedVars,
    ignore_early_media: request.ignoreEarlyMedia,
    media: request.media,
    ...(calleeIdName !== undefined && { outbound_callee_id_name: calleeIdName }),
    ...(calleeIdNumber !== undefined && { outbound_callee_id_number: calleeIdNumber }),
    outbound_caller_id_name: request.callerIdName,
    outbound_caller_id_number: request.callerIdNumber,
    timeout: request.timeout,
  }
}

/** The number without what people write between digits, as it is, or what an expression of the client's finds in it. */
function dialledNumber(context: AccountContext): string {
  const number = context.arg('number')
  const filter = context.query.first('number_filter')
  if (filter === 'false') return number
  if (filter === undefined || filter === true || filter === 'true') return number.replace(/[ ,.\-()]/g, '')
  return matchUntrusted(filter, number)?.[1] ?? number
}

function timeoutOf(context: AccountContext): number {
  const asked = toInteger(context.value('timeout'))
  return asked !== undefined && asked > tooShort ? asked : usualTimeout
}

function decoded(value: Json | undefined): string | undefined {
  const text = typeof value === 'number' ? String(value) : toText(value)
  try {
    return text === undefined ? undefined : decodeURIComponent(text)
  } catch {
    return text
  }
}
