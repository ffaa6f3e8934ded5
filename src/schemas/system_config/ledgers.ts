import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** System-wide settings of `ledgers`. */
export const SystemConfigLedgers = Type.Object({
  registered_ledgers: Type.Optional(
    Type.Array(AnyObject(), {
      default: [
        { friendly_name: 'Per Minute VoIP' },
        { friendly_name: 'Mobile Data (100mB)' },
        { friendly_name: 'Support' },
        { friendly_name: 'ASR Transcriptions' },
      ],
    }),
  ),
  rollover_monthly_balance: Type.Optional(Type.Boolean({ default: true })),
})

export type SystemConfigLedgers = Type.Static<typeof SystemConfigLedgers>
