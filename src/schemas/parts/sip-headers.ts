import Type from 'typebox'
import { Fields, Ref } from '../keywords.ts'
import type { CustomSipHeaders } from '../custom_sip_headers.ts'

/** SIP headers of calls: the same both ways, or some in and others out. */
export function sipHeaders(options: Type.TSchemaOptions = {}) {
  return Type.Union(
    [
      Ref<CustomSipHeaders>('custom_sip_headers'),
      Fields({
        in: Type.Optional(Ref<CustomSipHeaders>('custom_sip_headers')),
        out: Type.Optional(Ref<CustomSipHeaders>('custom_sip_headers')),
      }),
    ],
    { ...options, type: 'object' },
  )
}
