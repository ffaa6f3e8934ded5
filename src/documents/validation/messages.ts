/** A count with its noun: `1 character`, `35 characters`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${String(count)} ${count === 1 ? singular : plural}`
}

/** Names of JSON types as people say them. */
const spoken: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  null: 'null',
}

/** What a value has to be: `must be a list or null`. */
export function mustBe(types: readonly string[]): string {
  return `must be ${types.map((type) => spoken[type] ?? type).join(' or ')}`
}
