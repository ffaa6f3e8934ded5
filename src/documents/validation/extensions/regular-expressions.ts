/**
 * Tells whether a text is a regular expression. Clients write them for PCRE, of which
 * the leading `(?i)` and the named groups `(?P<…>)` are understood as well.
 */
export function isRegularExpression(text: string): boolean {
  const source = text.replace(/^\(\?[imsxu]+\)/, '').replaceAll('(?P<', '(?<')
  try {
    new RegExp(source)
    return true
  } catch {
    return false
  }
}
