import Type from 'typebox'
import { AnyObject, MapOf, Words } from './keywords.ts'
import { sipHeaders } from './parts/sip-headers.ts'

/** What is kept about a call that ended. */
export const Cdr = Type.Object(
  {
    call_id: Type.String({ description: 'SIP Call-ID of the leg.' }),
    app_name: Type.Optional(Type.String({ description: 'Program that wrote the record.' })),
    app_version: Type.Optional(Type.String({ description: 'Its version.' })),
    billing_seconds: Type.Optional(Type.Integer({ description: 'Seconds from answer to end.' })),
    call_direction: Type.Optional(
      Words(['inbound', 'outbound'], { description: 'Direction as seen from the switch.' }),
    ),
    callee_id_name: Type.Optional(Type.String()),
    callee_id_number: Type.Optional(Type.String()),
    caller_id_name: Type.Optional(Type.String()),
    caller_id_number: Type.Optional(Type.String()),
    channel_created_time: Type.Optional(
      Type.Integer({ description: 'When the leg began, in microseconds of Unix time.' }),
    ),
    custom_application_vars: Type.Optional(
      AnyObject({ description: 'Variables that callflows and applications set.' }),
    ),
    custom_channel_vars: Type.Optional(
      MapOf(Type.String(), {
        description: 'What the system knows of the leg: account, authorising endpoint and others.',
      }),
    ),
    custom_sip_headers: Type.Optional(sipHeaders({ description: 'SIP headers that were kept.' })),
    digits_dialed: Type.Optional(Type.String({ description: 'What was dialled.' })),
    disposition: Type.Optional(
      Type.String({ description: 'How the leg ended, in the words of the switch.' }),
    ),
    duration_seconds: Type.Optional(Type.Integer({ description: 'Seconds from begin to end.' })),
    fax_bad_rows: Type.Optional(Type.String({ description: 'Rows received wrongly.' })),
    fax_ecm_used: Type.Optional(Type.String({ description: 'Whether errors were corrected.' })),
    fax_result_code: Type.Optional(Type.String()),
    fax_result_text: Type.Optional(Type.String()),
    fax_success: Type.Optional(Type.String()),
    fax_total_pages: Type.Optional(Type.String()),
    fax_transfer_rate: Type.Optional(Type.String()),
    fax_transferred_pages: Type.Optional(Type.String()),
    from: Type.Optional(Type.String()),
    from_tag: Type.Optional(Type.String()),
    from_uri: Type.Optional(Type.String({ description: 'SIP address of the From header.' })),
    hangup_cause: Type.Optional(
      Type.String({ description: 'Why the leg ended, such as `NORMAL_CLEARING`.' }),
    ),
    hangup_code: Type.Optional(Type.String({ description: 'SIP code of the end.' })),
    interaction_id: Type.Optional(Type.String({ description: 'What all legs of one conversation share.' })),
    local_sdp: Type.Optional(Type.String({ description: 'Media description the switch offered.' })),
    media_server: Type.Optional(Type.String({ description: 'Switch the leg ran on.' })),
    node: Type.Optional(Type.String({ description: 'Node that wrote the record.' })),
    other_leg_call_id: Type.Optional(
      Type.String({ description: 'Call-ID of the leg it was connected with.' }),
    ),
    other_leg_caller_id_name: Type.Optional(Type.String()),
    other_leg_caller_id_number: Type.Optional(Type.String()),
    other_leg_destination_number: Type.Optional(Type.String()),
    other_leg_direction: Type.Optional(Type.String()),
    presence_id: Type.Optional(Type.String()),
    remote_sdp: Type.Optional(Type.String({ description: 'Media description the other side offered.' })),
    request: Type.Optional(Type.String({ description: 'SIP address that was called.' })),
    ringing_seconds: Type.Optional(Type.Integer({ description: 'Seconds from begin to answer.' })),
    timestamp: Type.Optional(Type.Integer({ description: 'When the leg ended, in Gregorian seconds.' })),
    to: Type.Optional(Type.String()),
    to_tag: Type.Optional(Type.String()),
    to_uri: Type.Optional(Type.String({ description: 'SIP address of the To header.' })),
    user_agent: Type.Optional(Type.String({ description: 'What the endpoint calls itself.' })),
  },
  { additionalProperties: false },
)

export type Cdr = Type.Static<typeof Cdr>
