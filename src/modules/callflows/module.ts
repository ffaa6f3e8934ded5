import { pick } from '../../documents/types.ts'
import { failed } from '../../failures.ts'
import { isJsonObject } from '../../json.ts'
import { numberRules } from '../declaration/account-numbers.ts'
import { crud } from '../declaration/crud.ts'
import { modulesOf } from './flow.ts'
import { metadataOf } from './metadata.ts'
import { reachable, uniqueNumbers } from './numbers.ts'
import { pictureOf } from './picture/picture.ts'

/** Callflows: what becomes of a call to a number, an extension or a pattern (accounts-and-pbx.md, "callflows"). */
export default crud({
  name: 'callflows',
  type: 'callflow',
  schema: 'callflows',
  noun: 'callflow',
  listing: {
    version: 1,
    key: (callflow) => callflow.id,
    entry: ({ body }) => ({
      ...pick(body, ['name', 'type', 'numbers', 'patterns', 'owner_id', 'group_id']),
      featurecode: isJsonObject(body['featurecode']) ? body['featurecode'] : false,
      modules: modulesOf(body['flow']),
      flags: body['flags'] ?? [],
    }),
  },
  unique: uniqueNumbers,
  forms: { 'image/svg+xml': pictureOf },
  prepare: ({ services, account }, draft) => {
    // What GET adds is often sent back.
    const { metadata: _shown, ...fields } = draft.body
    const body = reachable(fields, numberRules(services, account))
    return failed(body) ? body : { body }
  },
  show: async (context, document) =>
    context.verb === 'GET' ? { ...document.shown, metadata: await metadataOf(context, document) } : undefined,
})
