import type { JsonObject } from '../json.ts'
import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { processFigures } from './declaration/process-figures.ts'
import { dataResult } from './declaration/results.ts'

/** The software that answers, and what it takes of the machine (auth-and-system.md, "about"). */
export default {
  name: 'about',
  operations: [
    anywhere('GET', '', {
      summary: 'Tells the version of the software and what it takes of the machine',
      permission: 'tree',
      accountless: 'superduper',
      handle: (context) => dataResult(about(context)),
    }),
  ],
} satisfies Module

/** Its names are the original's, with the nearest things here to what they mean there. */
function about({ services }: Context): JsonObject {
  const { memory, processes, ports } = processFigures()
  return { version: services.version, used_memory: memory, processes, ports, erlang_version: '0' }
}
