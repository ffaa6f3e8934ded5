import { member } from './declaration/member.ts'

/**
 * Metaflows: what digits do during a call. They are a member of the account, or of the user, device or other
 * document that stands before them in the path (accounts-and-pbx.md and calls-and-events.md, "metaflows").
 */
export default member({
  name: 'metaflows',
  schema: 'metaflows',
  what: 'what digits do during calls of the account, user or device',
})
