import { pick } from '../documents/types.ts'
import { crud } from './declaration/crud.ts'

/** Temporal rules that are used together, such as all holidays (accounts-and-pbx.md, "temporal_rules_sets"). */
export default crud({
  name: 'temporal_rules_sets',
  type: 'temporal_rule_set',
  schema: 'temporal_rules_sets',
  noun: 'set of temporal rules',
  listing: {
    version: 1,
    key: (set) => set.id,
    entry: ({ body }) => {
      const { temporal_rules: rules } = body
      return {
        ...pick(body, ['name']),
        ...(rules !== undefined && { rules }),
        flags: body['flags'] ?? [],
      }
    },
  },
})
