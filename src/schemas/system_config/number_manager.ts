import Type from 'typebox'
import { AnyObject, Fields } from '../keywords.ts'

/** System-wide settings of `number_manager`. */
export const SystemConfigNumberManager = Type.Object({
  allow_port_transition_from_submitted_to_scheduled: Type.Optional(Type.Boolean({ default: false })),
  available_module_name: Type.Optional(Type.String({ default: 'knm_local' })),
  carrier_modules: Type.Optional(Type.Array(Type.String(), { default: ['knm_local'] })),
  classifiers: Type.Optional(
    AnyObject({
      default: {
        caribbean: {
          friendly_name: 'Caribbean',
          pretty_print: 'SS(###) ### - ####',
          regex:
            '^\\+?1((?:684|264|268|242|246|441|284|345|767|809|829|849|473|671|876|664|670|787|939|869|758|784|721|868|649|340)\\d{7})$',
        },
        did_us: {
          friendly_name: 'US DID',
          pretty_print: 'SS(###) ### - ####',
          regex: '^(\\+?1)?([2-9][0-9]{2}[2-9][0-9]{6})$',
        },
        emergency: {
          emergency: true,
          friendly_name: 'Emergency Dispatcher',
          regex: '^(911|922|933|833|811|711|999)$',
        },
        international: { friendly_name: 'International', regex: '^\\+([2-9]\\d{7,})$' },
        toll_us: { friendly_name: 'US Toll', pretty_print: 'SS(###) ### - ####', regex: '^\\+1(900\\d{7})$' },
        tollfree_us: {
          friendly_name: 'US Tollfree',
          pretty_print: 'SS(###) ### - ####',
          regex: '^\\+1((?:800|88\\d|877|866|855|844|833|822)\\d{7})$',
        },
        unknown: { friendly_name: 'Unknown', regex: '^(.*)$' },
      },
    }),
  ),
  converters: Type.Optional(Type.Array(Type.String(), { default: ['regex'] })),
  default_force_outbound: Type.Optional(Type.Boolean({ default: false })),
  e164_converters: Type.Optional(
    AnyObject({
      default: {
        '^(\\+?1)?([2-9][0-9]{2}[2-9][0-9]{6})$': { prefix: '+1' },
        '^011(\\d{5,})$|^00(\\d{5,})$': { prefix: '+' },
        '^[2-9]\\d{7,}$': { prefix: '+' },
      },
    }),
  ),
  features: Type.Optional(Fields({ allow: Type.Optional(Type.Array(Type.String())) })),
  fetch_account_from_ports: Type.Optional(Type.Boolean({ default: true })),
  force_local_outbound: Type.Optional(Type.Boolean({ default: true })),
  force_port_in_outbound: Type.Optional(Type.Boolean({ default: true })),
  force_port_out_outbound: Type.Optional(Type.Boolean({ default: true })),
  local_feature_override: Type.Optional(Type.Boolean({ default: false })),
  maximum_search_quantity: Type.Optional(Type.Integer({ minimum: 1, default: 500 })),
  number_search_timeout_ms: Type.Optional(Type.Integer({ minimum: 1, default: 5000 })),
  parallel_jobs_count: Type.Optional(Type.Integer({ minimum: 1, default: 1 })),
  port_in_module_name: Type.Optional(Type.String({ default: 'knm_local' })),
  providers: Type.Optional(Type.Array(Type.String())),
  reconcile_regex: Type.Optional(
    Type.String({ default: '^(\\+?1)?\\d{10}$|^\\+[2-9]\\d{7,}$|^011\\d*$|^00\\d*$' }),
  ),
  released_state: Type.Optional(Type.String({ default: 'available' })),
  should_age: Type.Optional(Type.Boolean({ default: false })),
  should_permanently_delete: Type.Optional(Type.Boolean({ default: false })),
  time_between_accounts_ms: Type.Optional(Type.Integer({ minimum: 1, default: 1000 })),
  time_between_db_ms: Type.Optional(Type.Integer({ minimum: 1, default: 50 })),
  time_between_numbers_ms: Type.Optional(Type.Integer({ minimum: 1, default: 1000 })),
  unauthorized_numbers_lookup: Type.Optional(Type.Boolean({ default: false })),
})

export type SystemConfigNumberManager = Type.Static<typeof SystemConfigNumberManager>
