import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `tasks.notify_resend`. */
export const SystemConfigTasksNotifyResend = Type.Object({
  cycle_delay_time_ms: Type.Optional(Type.Integer({ default: 300000 })),
  max_doc_read: Type.Optional(Type.Integer({ default: 20 })),
  max_retries: Type.Optional(Type.Integer({ default: 3 })),
  publish_timeout_ms: Type.Optional(Type.Integer({ minimum: 1, default: 10000 })),
  reschedule_rules: Type.Optional(
    AnyObject({
      default: {
        voicemail_new: {
          rules: {
            after_15_mins: { attempt: 1, retries: 4, retry_after_s: 900 },
            after_45_mins: { attempt: 2, retries: 4, retry_after_s: 2700 },
            after_one_day: { attempt: 4, retries: 4, retry_after_s: 86400 },
            after_two_hours: { attempt: 3, retries: 4, retry_after_s: 7200 },
          },
        },
      },
    }),
  ),
  retry_after_fudge_s: Type.Optional(Type.Integer({ default: 600000 })),
})

export type SystemConfigTasksNotifyResend = Type.Static<typeof SystemConfigTasksNotifyResend>
