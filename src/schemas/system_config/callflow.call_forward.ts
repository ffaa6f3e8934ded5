import Type from 'typebox'
import { Fields } from '../keywords.ts'

/** System-wide settings of `callflow.call_forward`. */
export const SystemConfigCallflowCallForward = Type.Object({
  callfwd_number_timeout: Type.Optional(Type.Integer({ default: 8000 })),
  keys: Type.Optional(
    Fields({
      menu_change_number: Type.Optional(Type.String({ default: '2' })),
      menu_toggle_option: Type.Optional(Type.String({ default: '1' })),
    }),
  ),
  max_callfwd_number_length: Type.Optional(Type.Integer({ default: 20 })),
  min_callfwd_number_length: Type.Optional(Type.Integer({ default: 3 })),
})

export type SystemConfigCallflowCallForward = Type.Static<typeof SystemConfigCallflowCallForward>
