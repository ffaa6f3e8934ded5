import Type from 'typebox'

/** How often a device may register or call in a period. */
export const DeviceRateLimits = Type.Object(
  {
    per_minute: Type.Object(
      {
        total_packets: Type.Integer(),
        invites: Type.Optional(Type.Integer()),
        registrations: Type.Optional(Type.Integer()),
      },
      { additionalProperties: false },
    ),
    per_second: Type.Object(
      {
        total_packets: Type.Integer(),
        invites: Type.Optional(Type.Integer()),
        registrations: Type.Optional(Type.Integer()),
      },
      { additionalProperties: false },
    ),
  },
  { additionalProperties: true },
)

export type DeviceRateLimits = Type.Static<typeof DeviceRateLimits>
