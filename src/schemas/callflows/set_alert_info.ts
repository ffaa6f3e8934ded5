import Type from 'typebox'

/** Sets how phones ring. */
export const CallflowSetAlertInfo = Type.Object({
  alert_info: Type.String(),
  skip_module: Type.Optional(Type.Boolean()),
})

export type CallflowSetAlertInfo = Type.Static<typeof CallflowSetAlertInfo>
