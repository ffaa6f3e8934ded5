import { toE164 } from '../documents/e164.ts'
import { isJsonObject } from '../json.ts'
import { crud } from './declaration/crud.ts'

/** Caller numbers to refuse (accounts-and-pbx.md, "blacklists"). */
export default crud({
  name: 'blacklists',
  type: 'blacklist',
  schema: 'blacklists',
  noun: 'blacklist',
  listing: {
    version: 1,
    key: (blacklist) => blacklist.id,
    entry: ['name', 'flags'],
  },
  // Calls are compared in E.164: numbers that mean the same are one entry.
  check: (_context, { body, ...draft }) => {
    const { numbers } = body
    if (!isJsonObject(numbers)) return { ...draft, body }
    const entries = Object.entries(numbers).map(([number, entry]) => [toE164(number), entry] as const)
    return { ...draft, body: { ...body, numbers: Object.fromEntries(entries) } }
  },
})
