/*
 * PostgreSQL's texts hold every character but U+0000. So that one is kept as two others, U+0001 twice,
 * and U+0001 itself as U+0001 U+0002, which leaves the order of texts as it is.
 */
const mark = '\u0001'
const [markedNull, markedMark] = [`${mark}${mark}`, `${mark}\u0002`]

/** A text as it is stored. Halves of characters, which UTF-8 does not have, become U+FFFD. */
export function stored(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  if (!whole.includes('\0') && !whole.includes(mark)) return whole
  return whole.replaceAll(mark, markedMark).replaceAll('\0', markedNull)
}

/** A text as it was before it was stored. */
export function restored(text: string): string {
  return text.includes(mark) ? text.replaceAll(markedNull, '\0').replaceAll(markedMark, mark) : text
}
