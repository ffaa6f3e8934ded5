import { pick } from '../documents/types.ts'
import { crud } from './declaration/crud.ts'

/** Menus: what an auto-attendant plays and which digits it takes (accounts-and-pbx.md, "menus"). */
export default crud({
  name: 'menus',
  type: 'menu',
  schema: 'menus',
  noun: 'menu',
  format: '2',
  listing: {
    version: 2,
    key: (menu) => menu.id,
    entry: ({ body }) => ({ ...pick(body, ['name']), flags: body['flags'] ?? [] }),
  },
})
