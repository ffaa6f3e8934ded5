import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `datamgr`. */
export const SystemConfigDatamgr = Type.Object({
  cache_policy: Type.Optional(
    AnyObject({
      default: {
        account: 900,
        aggregate: 900,
        deprecated: 900,
        modb: 900,
        numbers: 900,
        system: 900,
        system_config: 'infinity',
        system_data: 'infinity',
      },
    }),
  ),
  change_notice_exclude_types: Type.Optional(
    Type.Array(Type.String(), {
      default: ['cdr', 'ledger', 'audit_log', 'login_attempt', 'pivot_debug', 'notify_smtp_log'],
    }),
  ),
  default_archive_folder: Type.Optional(Type.String({ default: '/tmp' })),
  max_bulk_insert: Type.Optional(Type.Integer({ minimum: 1, default: 2000 })),
  max_bulk_read: Type.Optional(Type.Integer({ minimum: 1, default: 2000 })),
  no_caching_doc_types: Type.Optional(
    Type.Array(Type.String(), {
      default: ['media', 'private_media', 'call_recording', 'fax', 'mailbox_message'],
    }),
  ),
  performance: Type.Optional(AnyObject()),
})

export type SystemConfigDatamgr = Type.Static<typeof SystemConfigDatamgr>
