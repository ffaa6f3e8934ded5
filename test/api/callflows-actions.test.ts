import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { JsonObject } from '../../src/json.ts'
import type { Client } from '../harness/client.ts'
import { fieldsOf, validatorsOf } from '../harness/reply.ts'
import { useServer } from '../harness/server.ts'

const keypad = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']
const id = '1a2b3c4d5e6f708192a3b4c5d6e7f809'
const gateway = {
  caller_id_type: 'external',
  ignore_early_media: false,
  outbound_flags: [],
  use_local_resources: true,
}
const dtmf = { max_digits: 1, terminator: '#', timeout: 5000 }
const parking = { action: 'park', custom_presence_id: false, slots: {} }
const mailing = { recipients: [{ type: 'email', id: 'a@b.test' }] }
const ring = { endpoints: [{ id, endpoint_type: 'user' }] }
const rung = { id, endpoint_type: 'user', delay: 0, timeout: 20 }

/** Every action: the least data it takes, and what its defaults add. */
const actions: readonly (readonly [module: string, data: JsonObject, added: JsonObject])[] = [
  ['acdc_agent', {}, {}],
  ['acdc_member', {}, {}],
  ['acdc_queue', {}, {}],
  ['acdc_wait_time', {}, {}],
  ['after_bridge', {}, {}],
  ['answer', {}, {}],
  [
    'audio_macro',
    { macros: [{ macro: 'play', id }] },
    {
      macros: [{ macro: 'play', id, endless_playback: false, terminators: keypad }],
      terminators: keypad,
    },
  ],
  ['branch_bnumber', {}, { hunt: false }],
  ['branch_variable', {}, { scope: 'custom_channel_vars', variable: '' }],
  ['call_forward', {}, {}],
  ['call_waiting', {}, { action: 'toggle', scope: 'device' }],
  ['callflow', {}, {}],
  ['camping_feature', {}, {}],
  ['check_cid', {}, { regex: '.*', use_absolute_mode: false }],
  ['cidlistmatch', {}, {}],
  ['collect_dtmf', {}, dtmf],
  ['conference', {}, {}],
  ['conference', { welcome_prompt: {} }, { welcome_prompt: { play: true } }],
  ['conference_feature', {}, {}],
  ['dead_air', {}, {}],
  ['device', {}, { delay: 0, dial_strategy: 'simultaneous', timeout: 0 }],
  ['directory', {}, {}],
  [
    'disa',
    {},
    {
      enforce_call_restriction: false,
      max_digits: 15,
      pin: '',
      preconnect_audio: 'dialtone',
      retries: 3,
      ring_repeat_count: 1,
    },
  ],
  ['do_not_disturb', {}, {}],
  ['dynamic_cid', {}, { enforce_call_restriction: true, permit_custom_callflow: false }],
  ['eavesdrop', {}, {}],
  ['eavesdrop_feature', {}, {}],
  ['edr', {}, {}],
  ['fax_detect', {}, {}],
  ['faxbox', {}, {}],
  ['flush_dtmf', {}, { collection_name: 'default' }],
  ['function', {}, {}],
  ['group', {}, { endpoints: [], ignore_forward: true, repeats: 1, strategy: 'simultaneous', timeout: 20 }],
  ['group_pickup', {}, {}],
  ['group_pickup_feature', {}, { type: 'extension' }],
  ['hangup', {}, {}],
  ['hotdesk', {}, {}],
  ['intercept', {}, {}],
  ['intercept_feature', {}, {}],
  ['intercom', {}, {}],
  ['language', { language: 'en-US' }, {}],
  ['lookupcidname', {}, { lists: [] }],
  ['manual_presence', { presence_id: '100' }, { status: 'idle' }],
  ['menu', {}, {}],
  ['missed_call_alert', mailing, {}],
  ['move', {}, {}],
  ['nomorobo', { username: 'u', password: 'p' }, {}],
  ['noop', {}, {}],
  ['notification', {}, { recipients: [], send_at: 'channel_destroy' }],
  ['offnet', {}, gateway],
  ['page_group', ring, { audio: 'one-way', endpoints: [rung], timeout: 5 }],
  ['park', {}, parking],
  [
    'pivot',
    { voice_url: 'http://pivot.test/' },
    { debug: false, method: 'get', req_body_format: 'form', req_format: 'kazoo' },
  ],
  ['play', {}, { endless_playback: false, terminators: keypad }],
  [
    'prepend_cid',
    {},
    { action: 'prepend', apply_to: 'current', caller_id_name_prefix: '', caller_id_number_prefix: '' },
  ],
  ['privacy', {}, { endpoint_strategy: 'overwrite', mode: 'full' }],
  ['receive_fax', {}, {}],
  [
    'record_call',
    {},
    {
      action: 'start',
      method: 'put',
      record_on_answer: false,
      record_on_bridge: false,
      should_follow_transfer: true,
      time_limit: 3600,
    },
  ],
  ['record_caller', {}, { method: 'put', time_limit: 3600 }],
  ['resources', {}, gateway],
  ['response', {}, { code: 486 }],
  [
    'ring_group',
    ring,
    { endpoints: [rung], ignore_forward: true, repeats: 1, strategy: 'simultaneous', timeout: 20 },
  ],
  ['ring_group_toggle', { action: 'login', callflow_id: id }, {}],
  ['route_to_cid', {}, { cid_types: ['internal'], delay: 0, endpoint_types: [], timeout: 0 }],
  ['send_dtmf', { digits: '1' }, {}],
  ['set', { anything: { at: 'all' } }, {}],
  ['set_alert_info', { alert_info: 'ring-1' }, {}],
  ['set_cid', {}, { caller_id_name: '', caller_id_number: '' }],
  ['set_variable', {}, { channel: 'a' }],
  ['set_variables', {}, { custom_application_vars: {} }],
  ['skel', {}, {}],
  ['sleep', {}, { duration: 0, unit: 's' }],
  ['temporal_route', {}, { rules: [] }],
  ['transfer', {}, { captures: ['no_match'], transfer_type: 'blind' }],
  ['tts', { text: 'hello' }, { terminators: keypad, voice: 'female' }],
  ['user', {}, { delay: 0, strategy: 'simultaneous', timeout: 20 }],
  [
    'voicemail',
    {},
    {
      action: 'compose',
      callerid_match_login: false,
      interdigit_timeout: 2000,
      max_message_length: 500,
      single_mailbox_login: false,
    },
  ],
  ['wait_for_hangup', {}, {}],
  ['webhook', {}, {}],
]

/** Data that an action refuses, and what it says of which field. */
const refusals: readonly (readonly [module: string, data: JsonObject, path: string, validator: string])[] = [
  ['acdc_agent', { action: 'sleep' }, 'action', 'enum'],
  ['audio_macro', {}, 'macros', 'minItems'],
  ['audio_macro', { macros: 'dance' }, 'macros', 'type'],
  ['branch_variable', { scope: 'nowhere' }, 'scope', 'enum'],
  ['collect_dtmf', { max_digits: 0 }, 'max_digits', 'minimum'],
  ['collect_dtmf', { terminators: ['A'] }, 'terminators.0', 'enum'],
  ['conference', { id: 'short' }, 'id', 'minLength'],
  ['device', { dial_strategy: 'all' }, 'dial_strategy', 'enum'],
  ['disa', { preconnect_audio: 'music' }, 'preconnect_audio', 'enum'],
  ['group_pickup_feature', { type: 'everyone' }, 'type', 'enum'],
  ['language', {}, 'language', 'required'],
  ['language', { language: 'english' }, 'language', 'pattern'],
  ['manual_presence', {}, 'presence_id', 'required'],
  ['missed_call_alert', {}, 'recipients', 'required'],
  ['missed_call_alert', { recipients: [{ type: 'email' }] }, 'recipients.0.id', 'required'],
  ['nomorobo', { username: '', password: 'p' }, 'username', 'minLength'],
  ['page_group', { endpoints: [] }, 'endpoints', 'minItems'],
  ['page_group', { endpoints: [{ id }] }, 'endpoints.0.endpoint_type', 'required'],
  ['park', { action: 'drive' }, 'action', 'enum'],
  ['pivot', { voice_url: 'ftp://pivot.test/' }, 'voice_url', 'error'],
  ['pivot', { voice_url: 'http://127.0.0.1/' }, 'voice_url', 'error'],
  ['pivot', { voice_url: 'http://pivot.test/', req_timeout_ms: 5001 }, 'req_timeout_ms', 'maximum'],
  ['play', { loop_count: 0 }, 'loop_count', 'minimum'],
  ['record_call', { time_limit: 4 }, 'time_limit', 'minimum'],
  ['record_call', { url: 'http://localhost/' }, 'url', 'error'],
  ['record_caller', { format: 'ogg' }, 'format', 'enum'],
  ['response', { code: 'busy' }, 'code', 'type'],
  ['ring_group', {}, 'endpoints', 'required'],
  ['ring_group', { ...ring, repeats: 0 }, 'repeats', 'minimum'],
  ['ring_group_toggle', { action: 'login' }, 'callflow_id', 'required'],
  ['route_to_cid', { cid_types: [] }, 'cid_types', 'minItems'],
  ['send_dtmf', {}, 'digits', 'required'],
  ['set_alert_info', {}, 'alert_info', 'required'],
  ['set_variable', { channel: 'c' }, 'channel', 'enum'],
  ['sleep', { duration: 86_400_001 }, 'duration', 'maximum'],
  ['transfer', { transfer_type: 'sudden' }, 'transfer_type', 'enum'],
  ['tts', { text: '' }, 'text', 'minLength'],
  ['tts', { text: 'x', engine: 'parrot' }, 'engine', 'enum'],
  ['user', { timeout: 'long' }, 'timeout', 'type'],
  ['voicemail', { id: 'short' }, 'id', 'minLength'],
  ['webhook', { uri: 'http://localhost/' }, 'uri', 'error'],
]

describe('actions of callflows', () => {
  const server = useServer()
  let admin: Client
  let callflows: string
  before(async () => {
    admin = await (await server.masterClient()).subAccount('Alpha')
    callflows = `/v2/accounts/${admin.accountId}/callflows`
  })

  it('take the least they need, and get defaults', async () => {
    for (const [at, [module, data, added]] of actions.entries()) {
      const flow = { module, data: { ...data, skip_module: true } }
      const created = await admin.put(callflows, { numbers: [`1${String(at)}`], flow })
      assert.equal(created.status, 201, `${module}: ${created.text}`)
      const expected = { module, data: { ...data, skip_module: true, ...added } }
      assert.deepEqual(fieldsOf(created)['flow'], expected, module)
    }
  })

  it('refuse what they cannot do', async () => {
    for (const [module, data, path, validator] of refusals) {
      const refused = await admin.put(callflows, { numbers: ['2'], flow: { module, data } })
      assert.deepEqual(validatorsOf(refused), { [`flow.data.${path}`]: [validator] }, module)
    }
  })

  it('convert numbers and switches that are sent as texts', async () => {
    const data = { id, timeout: '30', can_call_self: 'true' }
    const created = await admin.put(callflows, { numbers: ['3'], flow: { module: 'user', data } })
    assert.deepEqual(fieldsOf(created)['flow'], {
      module: 'user',
      data: { id, timeout: 30, can_call_self: true, delay: 0, strategy: 'simultaneous' },
    })
  })
})
