/** Names the schemas use inside `[[:name:]]`, as JavaScript writes them. */
const posixClasses: Readonly<Record<string, string>> = {
  alnum: 'a-zA-Z0-9',
  alpha: 'a-zA-Z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: '\\s',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9a-fA-F',
}

/**
 * Compiles a pattern of a schema, which is written for PCRE: unanchored, Unicode.
 * A `.*` at either end is dropped: it changes nothing about what matches, but would
 * make the time to refuse a long text grow with the square of its length.
 */
export function pattern(source: string): RegExp {
  const trimmed = source.replace(/^(?:\.\*)+(?=[^?+|])/, '').replace(/(?<=[^\\])(?:\.\*)+$/, '')
  return new RegExp(forJavaScript(trimmed), 'u')
}

function forJavaScript(source: string): string {
  let inClass = false
  return source.replace(/\\.|\[:(\w+):\]|[[\]]/gsu, (token: string, name: string | undefined) => {
    if (name !== undefined) return posixClasses[name] ?? token
    if (token === '[') inClass = true
    else if (token === ']') inClass = false
    // Outside a class JavaScript refuses to escape what needs none.
    else if (token === '\\-' && !inClass) return '-'
    return token
  })
}
