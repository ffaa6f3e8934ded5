import { crud } from './declaration/crud.ts'

/** Documents of any shape, for those who learn or try how a module works (auth-and-system.md, "skels"). */
export default crud({
  name: 'skels',
  type: 'skel',
  schema: 'skels',
  noun: 'skel',
  listing: { version: 1, key: (skel) => skel.id, entry: [] },
})
