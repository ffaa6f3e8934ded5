import { pick } from '../documents/types.ts'
import { crud } from './declaration/crud.ts'

/** Times of day, days and holidays by which callflows branch (accounts-and-pbx.md, "temporal_rules"). */
export default crud({
  name: 'temporal_rules',
  type: 'temporal_rule',
  schema: 'temporal_rules',
  noun: 'temporal rule',
  listing: {
    version: 1,
    key: (rule) => rule.id,
    entry: ({ body }) => ({ ...pick(body, ['name', 'type']), flags: body['flags'] ?? [] }),
  },
})
