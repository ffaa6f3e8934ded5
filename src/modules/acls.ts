import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { dataResult } from './declaration/results.ts'

/** Networks that the switches let in without credentials, as the system's configuration has them (auth-and-system.md, "acls"). */
export default {
  name: 'acls',
  operations: [
    anywhere('GET', '', {
      summary: 'Gives the access control lists of the switches',
      permission: 'superduper',
      accountless: 'superduper',
      handle: ({ services }: Context) => dataResult(services.config.value('ecallmgr', 'acls')),
    }),
  ],
} satisfies Module
