import type { Services } from '../modules/declaration/services.ts'
import { loadSchema } from '../schemas/index.ts'
import { defineMaintenance, Refused } from './registry.ts'
import { ok } from './terms.ts'

/** Why schemas never differ from those of the program. */
const same = 'schemas are read from the program itself, the database holds none that could differ'

/** Schemas (auth-and-system.md, "other modules worth offering"). */
export const kazooSchemasMaintenance = defineMaintenance<Services>('kazoo_schemas_maintenance', {
  diff_schemas: {
    args: '',
    summary: 'Says why schemas do not differ from those of the program',
    run: (_args, io) => {
      io.print(same)
      return ok
    },
  },
  diff_schema: {
    args: 'NAME',
    summary: 'Says why a schema does not differ from that of the program',
    run: async ([name = ''], io) => {
      if (!(await loadSchema(name))) return new Refused(`there is no schema ${name}`)
      io.print(same)
      return ok
    },
  },
})
