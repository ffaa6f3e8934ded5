import Type from 'typebox'

/** Calls a number when something was left for its owner. */
export const NotifyCallback = Type.Object({
  attempts: Type.Optional(Type.Integer()),
  disabled: Type.Optional(Type.Boolean()),
  interval_s: Type.Optional(Type.Integer()),
  number: Type.Optional(Type.String()),
  schedule: Type.Optional(Type.Array(Type.Integer())),
  timeout_s: Type.Optional(Type.Integer()),
})

export type NotifyCallback = Type.Static<typeof NotifyCallback>
