import type { DocumentFacts } from '../../documents/document.ts'
import type { UniqueClaim } from '../../documents/types.ts'
import { invalidField } from '../../failures.ts'
import { valueAt, type Json, type JsonObject } from '../../json.ts'

/** A number leads to one conference of the account, whoever it is for (accounts-and-pbx.md, "conferences" 6). */
export function uniqueNumbers({ db, body }: DocumentFacts): readonly UniqueClaim[] {
  const own = numbersOf(body)
  return own.map((value) => ({
    key: { scope: db, name: 'conference.number', value },
    taken: (holder) => {
      const theirs = new Set(holder ? numbersOf(holder.body) : [value])
      const cause = own.filter((number) => theirs.has(number)).join(', ')
      return invalidField('numbers', 'unique', { message: 'Numbers of another conference', cause })
    },
  }))
}

/** Numbers of a conference: for all, for members and for moderators, each once. */
function numbersOf(body: JsonObject): readonly string[] {
  const lists = [['conference_numbers'], ['member', 'numbers'], ['moderator', 'numbers']]
  const numbers = lists.flatMap((path) => {
    const list = valueAt(body, path)
    return Array.isArray(list) ? (list as readonly Json[]) : []
  })
  return [...new Set(numbers.filter((number) => typeof number === 'string'))]
}
