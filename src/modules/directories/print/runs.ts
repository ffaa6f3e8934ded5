/** What a font can show. */
export interface Coverage {
  /** Name the font is registered under. */
  readonly name: string
  readonly covers: (codePoint: number) => boolean
}

/** A piece of text in one font and one direction. */
export interface Run {
  readonly font: string
  readonly text: string
}

/** Characters that are written from right to left. */
const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
/** Characters that go with what is before them. */
const clinging = /[\p{M}\p{Zs}\p{Cf}]/u
/** Characters that have no shape. */
const shapeless = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/** Longest text that is printed, in characters; what is longer is no name any more. */
const longestText = 1000

/** The text on one line, without control characters, and not longer than anyone reads. */
export function onOneLine(text: string): string {
  return text.slice(0, longestText).toWellFormed().replaceAll(shapeless, ' ')
}

/**
 * Splits a text into runs: each in the first of the fonts that has its characters; what none has is left to the
 * first one, which shows a box. Spaces within what is written from right to left are kept from being taken for
 * the ends of words, as words are put in order from left to right.
 */
export function runsOf(text: string, fonts: readonly Coverage[]): readonly Run[] {
  const has = (name: string, codePoint: number): boolean =>
    fonts.some((font) => font.name === name && font.covers(codePoint))
  const runs: { font: string; text: string; backwards: boolean }[] = []
  for (const character of text) {
    const last = runs.at(-1)
    const codePoint = character.codePointAt(0) ?? 0
    const stays = last && clinging.test(character) && has(last.font, codePoint)
    const name = stays ? last.font : (fonts.find(({ covers }) => covers(codePoint)) ?? fonts[0])?.name
    if (name === undefined) break
    const backwards = stays ? last.backwards : rightToLeft.test(character)
    if (last?.font === name && last.backwards === backwards) last.text += character
    else runs.push({ font: name, text: character, backwards })
  }
  return runs.map(({ font, text: piece, backwards }) => ({
    font,
    text: backwards ? piece.replace(/ +(?=\S)/g, (spaces) => '\u00a0'.repeat(spaces.length)) : piece,
  }))
}
