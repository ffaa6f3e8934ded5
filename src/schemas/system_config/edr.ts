import Type from 'typebox'
import { AnyObject, Words } from '../keywords.ts'

/** System-wide settings of `edr`. */
export const SystemConfigEdr = Type.Object({
  backends: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1 }),
        enabled: Type.Boolean({ default: true }),
        bindings: Type.Array(
          Type.Object({
            account_id: Type.Optional(
              Type.Union([Type.String(), Type.Array(Type.String())], { default: '*' }),
            ),
            app_name: Type.Optional(Type.String({ default: '*' })),
            exact_severity: Type.Optional(Type.Boolean({ default: false })),
            exact_verbosity: Type.Optional(Type.Boolean({ default: false })),
            include_descendants: Type.Optional(Type.Boolean({ default: false })),
            severity: Type.Optional(
              Type.Union(
                [Words(['ok', 'warning', 'critical']), Type.Array(Words(['ok', 'warning', 'critical']))],
                { default: 'ok' },
              ),
            ),
            verbosity: Type.Optional(
              Type.Union(
                [
                  Words(['trace', 'debug', 'info', 'warn', 'error', 'fatal']),
                  Type.Array(Words(['trace', 'debug', 'info', 'warn', 'error', 'fatal'])),
                ],
                { default: 'info' },
              ),
            ),
          }),
        ),
        type: Words(['amqp', 'file', 'http']),
        options: Type.Optional(
          Type.Object({
            formatter: Type.Optional(
              Type.Object({
                options: Type.Optional(AnyObject()),
                type: Type.Optional(Words(['json'])),
              }),
            ),
          }),
        ),
      }),
      { default: [] },
    ),
  ),
})

export type SystemConfigEdr = Type.Static<typeof SystemConfigEdr>
