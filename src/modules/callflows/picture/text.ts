/** Characters XML 1.0 has no way to write, lone halves of surrogate pairs among them (XML 1.0 §2.2). */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unwritable = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as XML writes it, in elements and in attributes. */
export function escaped(text: string): string {
  return text.replace(unwritable, '\ufffd').replace(/[&<>"]/g, (each) => entities[each] ?? each)
}

/** Text that fits a width in pixels, judged by a letter's usual width; what was cut is told by an ellipsis. */
export function shortened(text: string, width: number, letter = 7): string {
  const most = Math.max(1, Math.floor(width / letter))
  const letters = [...new Intl.Segmenter().segment(text.slice(0, 4 * most + 100))]
  if (letters.length <= most && text.length <= 4 * most + 100) return text
  return `${letters
    .slice(0, most - 1)
    .map(({ segment }) => segment)
    .join('')
    .trimEnd()}…`
}
