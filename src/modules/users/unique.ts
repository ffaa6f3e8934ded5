import type { DocumentFacts } from '../../documents/document.ts'
import type { UniqueClaim } from '../../documents/types.ts'
import { invalidField } from '../../failures.ts'
import { textAt } from './fields.ts'

/** What a user has alone in the account: username and hot desk id (accounts-and-pbx.md, "users" 6). */
export function uniqueOfUser({ db, body }: DocumentFacts): readonly UniqueClaim[] {
  const username = textAt(body, 'username')
  const hotdeskId = textAt(body, 'hotdesk', 'id')
  return [
    ...(username === undefined
      ? []
      : [claim(db, 'user.username', 'username', username, 'Another user of the account has this username')]),
    ...(hotdeskId === undefined
      ? []
      : [claim(db, 'user.hotdesk_id', 'hotdesk.id', hotdeskId, 'Another user of the account has this id')]),
  ]
}

function claim(scope: string, name: string, path: string, value: string, message: string): UniqueClaim {
  return {
    key: { scope, name, value },
    taken: () => invalidField(path, 'unique', { message, cause: value }),
  }
}
