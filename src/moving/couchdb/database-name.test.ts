import assert from 'node:assert/strict'
import { it } from 'node:test'
import { accountDatabaseIn } from './database-name.ts'

it('reads whose database it is out of its name, in every form it comes in', () => {
  const accountId = 'abcdef0123456789abcdef0123456789'
  const own = { accountId, month: undefined }
  const monthly = { accountId, month: '202302' }
  const rest = 'ef0123456789abcdef0123456789'
  for (const [text, expected] of [
    [`account%2Fab%2Fcd%2F${rest}`, own],
    [`account%2fab%2fcd%2f${rest}.json`, own],
    [`account/ab/cd/${rest}-202302`, monthly],
    [`account%252Fab%252Fcd%252F${rest}-202302.json`, monthly],
    [`backup of account_ab_cd_${rest}-202302.json`, monthly],
    [accountId, own],
    [`${accountId.toUpperCase()}-202302.json`, monthly],
    [`account%2Fab%2Fcd%2F${rest}-202313`, own],
    [`account%2Fab%2Fcd%2F${rest}0`, undefined],
    [`${accountId}0`, undefined],
    ['accounts.json', undefined],
    ['', undefined],
  ] as const)
    assert.deepEqual(accountDatabaseIn(text), expected, text)
})
