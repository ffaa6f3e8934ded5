import { valueAt } from '../json.ts'
import { member } from './declaration/member.ts'

/**
 * Access lists: the networks that SIP traffic of the account or device may come from. The edge proxy is told to
 * forget what it knows once they are saved (auth-and-system.md, "access_lists").
 */
export default member({
  name: 'access_lists',
  schema: 'access_lists',
  what: 'where SIP traffic of the account or device may come from',
  owners: ['devices'],
  written: ({ services, account }, owner) => {
    const username = valueAt(owner.body, ['sip', 'username'])
    if (owner.type === 'device' && typeof username === 'string')
      services.switch.flushAccessLists(account.realm, username)
    else services.switch.flushAccessLists(account.realm)
  },
})
