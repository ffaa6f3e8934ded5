/** A table to be printed. */
export interface Table {
  readonly title: string
  readonly subtitle: string
  readonly columns: readonly Column[]
  /** TrueType files for characters the usual font does not have. */
  readonly fonts: readonly string[]
  /** Cells by row; empty texts stay empty. */
  readonly rows: readonly (readonly string[])[]
}

/** A column of a table. */
export interface Column {
  readonly title: string
  /** Part of the width, in proportion to the other columns. */
  readonly share: number
}

/** Width of a text in points. */
export type Measure = (text: string) => number

/** Breaks a text into lines no wider than `width`: between words where it can, else within them. */
export function wrapped(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measure(longer) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
    while (measure(line) > width) {
      const fitting = longestFitting(line, width, measure)
      lines.push(fitting)
      line = line.slice(fitting.length)
    }
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}

/** The longest beginning of a text that is not wider than `width`, at least one character. */
function longestFitting(text: string, width: number, measure: Measure): string {
  const characters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
  let low = 1
  let high = characters.length
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (measure(characters.slice(0, middle).join('')) <= width) low = middle
    else high = middle - 1
  }
  return characters.slice(0, low).join('')
}
