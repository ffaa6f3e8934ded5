import { toE164 } from '../documents/e164.ts'
import { pick } from '../documents/types.ts'
import { isJsonObject } from '../json.ts'
import { systemNumberRules } from './declaration/account-numbers.ts'
import { crud } from './declaration/crud.ts'

/** Caller numbers to refuse (accounts-and-pbx.md, "blacklists"). */
export default crud({
  name: 'blacklists',
  type: 'blacklist',
  schema: 'blacklists',
  noun: 'blacklist',
  listing: {
    version: 2,
    key: (blacklist) => blacklist.id,
    entry: ({ body }) => ({ ...pick(body, ['name']), flags: body['flags'] ?? [] }),
  },
  // Calls are compared in E.164: numbers that mean the same are one entry.
  check: ({ services }, { body, ...draft }) => {
    const { numbers } = body
    if (!isJsonObject(numbers)) return { ...draft, body }
    const rules = systemNumberRules(services)
    const entries = Object.entries(numbers).map(([number, entry]) => [toE164(number, rules), entry] as const)
    return { ...draft, body: { ...body, numbers: Object.fromEntries(entries) } }
  },
})
