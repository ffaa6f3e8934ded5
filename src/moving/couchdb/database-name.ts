/** What the name of a database of an account says. */
export interface AccountDatabase {
  readonly accountId: string
  /** `YYYYMM`, of a monthly database. */
  readonly month: string | undefined
}

const separator = '(?:%252F|%2F|/|_)'
const named = new RegExp(
  `(?:^|[^0-9a-z])account${separator}([0-9a-f]{2})${separator}([0-9a-f]{2})${separator}([0-9a-f]{28})(?:-(\\d{4}(?:0[1-9]|1[0-2])))?(?![0-9a-f])`,
  'i',
)
const plain = /^([0-9a-f]{32})(?:-(\d{4}(?:0[1-9]|1[0-2])))?(?![0-9a-f-])/i

/**
 * Reads the name of an account's database or monthly database (core.md §4) out of a text such as a file's name:
 * `account%2Fab%2Fcd%2F…`, its slashes encoded once, twice, not at all or made underscores, or the account's id.
 */
export function accountDatabaseIn(text: string): AccountDatabase | undefined {
  const [, first, second, third, month] = named.exec(text) ?? []
  if (first !== undefined && second !== undefined && third !== undefined)
    return { accountId: `${first}${second}${third}`.toLowerCase(), month }
  const [, id, monthOfPlain] = plain.exec(text) ?? []
  return id === undefined ? undefined : { accountId: id.toLowerCase(), month: monthOfPlain }
}
