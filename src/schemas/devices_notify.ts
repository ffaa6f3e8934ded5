import Type from 'typebox'

/** Sends a SIP NOTIFY to a device. */
export const DevicesNotify = Type.Object({
  data: Type.Object({
    event: Type.String(),
    body: Type.Optional(
      Type.Object({
        content_type: Type.String(),
        data: Type.String(),
      }),
    ),
  }),
})

export type DevicesNotify = Type.Static<typeof DevicesNotify>
