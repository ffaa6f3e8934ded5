/**
 * Indents compact JSON text in the style of core.md §24: two spaces a level, `"key" : value`. Works on the
 * text, so that no number changes on the way and depth does not matter. The text must be valid JSON without
 * white space between its parts.
 */
export function prettyJson(text: string): string {
  const pieces: string[] = []
  let indent = '\n'
  let from = 0
  const upTo = (end: number, replacement: string) => {
    pieces.push(text.slice(from, end), replacement)
    from = end + 1
  }
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') at = closingQuote(text, at)
    else if (character === ':') upTo(at, ' : ')
    else if (character === ',') upTo(at, `,${indent}`)
    else if (character === '{' || character === '[') {
      const next = text[at + 1]
      if (next === '}' || next === ']') at++
      else {
        indent += '  '
        upTo(at, character + indent)
      }
    } else if (character === '}' || character === ']') {
      indent = indent.slice(0, -2)
      upTo(at, indent + character)
    }
  }
  return pieces.join('') + text.slice(from)
}

function closingQuote(text: string, opening: number): number {
  let at = opening + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}
