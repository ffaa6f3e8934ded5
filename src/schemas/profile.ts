import Type from 'typebox'

/** Personal details of a user. */
export const Profile = Type.Object({
  addresses: Type.Optional(
    Type.Array(
      Type.Object({
        address: Type.Optional(Type.String()),
        types: Type.Optional(
          Type.Array(Type.Enum(['dom', 'postal', 'intl', 'parcel', 'home', 'work', 'pref'])),
        ),
      }),
    ),
  ),
  assistant: Type.Optional(Type.String()),
  birthday: Type.Optional(Type.String()),
  nicknames: Type.Optional(Type.Array(Type.String())),
  note: Type.Optional(Type.String()),
  role: Type.Optional(Type.String()),
  'sort-string': Type.Optional(Type.String()),
  title: Type.Optional(Type.String()),
})

export type Profile = Type.Static<typeof Profile>
