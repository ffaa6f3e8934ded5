import Type from 'typebox'
import { AnyObject } from '../keywords.ts'

/** Settings of `ledgers` that an account may set for itself. */
export const AccountConfigLedgers = Type.Object({
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
})

export type AccountConfigLedgers = Type.Static<typeof AccountConfigLedgers>
