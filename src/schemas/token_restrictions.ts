import Type from 'typebox'
import { Matching, Words } from './keywords.ts'

/** Which requests tokens may make, by authentication method and privilege level. */
export const TokenRestrictions = Type.Object({
  restrictions: Type.Optional(
    Matching({
      '^\\w+$': Matching({
        '^\\w+$': Matching({
          '^\\w+$': Type.Array(
            Type.Object({
              allowed_accounts: Type.Optional(Type.Array(Type.String(), { uniqueItems: true })),
              rules: Type.Optional(
                Matching({
                  '^[\\w/#*]+$': Type.Array(Words(['GET', 'PUT', 'POST', 'PATCH', 'DELETE', '_']), {
                    uniqueItems: true,
                  }),
                }),
              ),
            }),
          ),
        }),
      }),
    }),
  ),
})

export type TokenRestrictions = Type.Static<typeof TokenRestrictions>
