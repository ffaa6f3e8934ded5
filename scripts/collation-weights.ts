/**
 * Writes `src/documents/collation-weights.ts`: the order of characters after the root
 * collation of Unicode CLDR, measured with the collator of the Node.js that runs this.
 *
 * The table is committed, because sort keys lie on disk and must not change with the
 * Node.js a server happens to run on. Run it again only to adopt a newer order, and raise
 * `collationVersion` in `collation.ts` when the table came out different.
 */
import { writeFileSync } from 'node:fs'

const scripts = (
  'Latin Greek Coptic Cyrillic Armenian Georgian Hebrew Arabic Devanagari Bengali Gurmukhi Gujarati Oriya ' +
  'Tamil Telugu Kannada Malayalam Sinhala Thai Lao Khmer Myanmar Tibetan Ethiopic Hangul Hiragana ' +
  'Katakana Bopomofo Common Inherited'
).split(' ')

const compare = new Intl.Collator('und').compare
const compareLetters = new Intl.Collator('und', { sensitivity: 'base' }).compare
const compareAccents = new Intl.Collator('und', { sensitivity: 'accent' }).compare

/** Counts for nothing, but keeps two characters from being taken together. */
const joiner = '\u034f'

/** Sorts behind every other character, on the first level. */
const highest = '\uffff'

const covered = new RegExp(`^(?:${scripts.map((name) => `\\p{Script=${name}}`).join('|')})$`, 'u')
const apart = /^(?:\p{Unified_Ideograph}|\p{Co}|\p{Cs}|\p{Cn})$/u

const ignorable: string[] = []
const marks: string[] = []
const letters: string[] = []

for (let code = 0; code < 0x20000; code++) {
  const character = String.fromCodePoint(code)
  if (apart.test(character) || !covered.test(character) || isComposed(character)) continue
  if (compare(character, '') === 0) ignorable.push(character)
  else if (compareLetters(character, '') === 0) marks.push(character)
  else letters.push(character)
}

/** Sorts by its parts. Some characters with an accent are letters of their own, such as the Cyrillic й. */
function isComposed(character: string): boolean {
  const parts = Array.from(character.normalize('NFD'))
  if (parts.length === 1) return parts[0] !== character
  return parts.length !== 2 || compareLetters(character, parts.join(joiner)) === 0
}

marks.sort(compare)
letters.sort(compare)

/** Characters that are the same letter, in order. */
const classes: string[][] = []
for (const letter of letters) {
  const last = classes.at(-1)
  if (last?.[0] !== undefined && compareLetters(last[0], letter) === 0) last.push(letter)
  else classes.push([letter])
}

/** The first of each class that counts as one letter; the others sort like several letters in a row. */
const singles: string[] = []
const order: string[] = []
const expansions: string[] = []
let lastCode = -1

/** ICU's notation of differences, and the distance from the code point before. */
function token(step: string, character: string): string {
  const code = character.codePointAt(0) ?? 0
  const distance = code - lastCode - 1
  lastCode = code
  return `${step}${distance === 0 ? '' : distance.toString(36)}`
}

function step(before: string, after: string): string {
  return compareAccents(before, after) !== 0 ? ';' : compare(before, after) !== 0 ? ',' : '='
}

function hex(text: string): string {
  return Array.from(text, (character) => (character.codePointAt(0) ?? 0).toString(16)).join('.')
}

const candidates: string[][] = []
for (const members of classes) {
  const before = singles.at(-1)
  if (before !== undefined && compareLetters(before + highest, members[0] ?? '') > 0) candidates.push(members)
  else singles.push(members[0] ?? '')
}
const several = new Map<string[], string>()
for (const members of candidates) {
  const spelled = spell(members[0] ?? '')
  if (spelled !== undefined) several.set(members, spelled)
}

/** The letters a character sorts like, on the first level. */
function spell(character: string): string | undefined {
  let spelled = ''
  for (let length = 0; length < 20; length++) {
    let low = 0
    let high = singles.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (compareLetters(spelled + (singles[middle] ?? ''), character) <= 0) low = middle
      else high = middle
    }
    spelled += singles[low] ?? ''
    if (compareLetters(spelled, character) === 0) return spelled
    if (compareLetters(spelled + highest, character) < 0) return undefined
  }
  return undefined
}

const lastMark = marks.at(-1) ?? ''
for (const members of classes) {
  const spelled = several.get(members)
  let before = spelled ?? ''
  for (const member of members) {
    const accented = spelled === undefined ? accentedForm(members, member) : undefined
    if (spelled !== undefined) expansions.push(`${hex(member)}${step(before, member)}${hex(spelled)}`)
    else if (accented !== undefined) expansions.push(`${hex(member)}=${hex(accented)}`)
    else order.push(token(before === '' ? '<' : step(before, member), member))
    if (accented === undefined) before = member
  }
}

/** A letter with a mark that sorts exactly like the character, such as `o` with a stroke. */
function accentedForm(members: readonly string[], character: string): string | undefined {
  const first = members[0] ?? ''
  if (compareAccents(first, character) === 0 || compareAccents(first + lastMark, character) < 0)
    return undefined
  const mark = marks.find((each) => compareAccents(first + each, character) === 0)
  return mark && members.map((member) => member + mark).find((form) => compare(form, character) === 0)
}

/** Joins runs of equal tokens without distance: `<` five times over is `<*5`. */
function runs(tokens: readonly string[]): string {
  const joined: string[] = []
  for (let index = 0; index < tokens.length;) {
    const token = tokens[index] ?? ''
    const step = token.slice(0, 1)
    let end = index + 1
    while (tokens[end] === step) end++
    joined.push(end - index > 1 ? `${token}*${(end - index).toString(36)}` : token)
    index = end
  }
  return joined.join('')
}

function start<Value>(list: readonly string[], encode: (character: string, index: number) => Value): Value[] {
  lastCode = -1
  return list.map(encode)
}

function lines(text: string): string {
  return text.replace(/.{1,108}/g, '$&\n').trimEnd()
}

function words(list: readonly string[]): string {
  return list
    .join(' ')
    .replace(/(.{1,108})(?: |$)/g, '$1\n')
    .trimEnd()
}

const orderText = runs(order)
const marksText = runs(
  start(marks, (mark, index) => token(index === 0 ? ';' : step(marks[index - 1] ?? '', mark), mark)),
)
const ignorableText = runs(start(ignorable, (character) => token('=', character)))

const composed = letters.filter((letter) => letter.normalize('NFD') !== letter).map(hex)

writeFileSync(
  new URL('../src/documents/collation-weights.ts', import.meta.url),
  `/**
 * The order of characters after the root collation of Unicode CLDR, for the scripts
 * ${`${scripts.join(', ')}.`
   .replace(/(.{1,100})(?: |$)/g, '$1\n * ')
   .trimEnd()
   .slice(0, -2)
   .trimEnd()}
 *
 * Made by \`scripts/collation-weights.ts\` with ICU ${process.versions['icu'] ?? ''}; do not edit. The notation is
 * ICU's: each character behind the one before it, \`<\` as another letter, \`;\` as another accent,
 * \`,\` as another form, \`=\` as its equal. A character is written as the distance (base 36) of its
 * code point from the one after the last, which is left out when it is 0; \`*\` and a number
 * (base 36) repeat a step for the code points that follow.
 */

/** Letters, digits, punctuation and symbols. */
export const order = \`
${lines(orderText)}
\`

/** Accents and other marks that count on the second level only. */
export const marks = \`
${lines(marksText)}
\`

/** Characters that do not count at all. */
export const ignorable = \`
${lines(ignorableText)}
\`

/** Letters of the order that Unicode's NFD takes apart, code points in hexadecimal. */
export const composed = \`
${words(composed)}
\`

/** Characters that sort like several, code points in hexadecimal: \`e6;61.65\` is æ, behind ae. */
export const expansions = \`
${expansions
  .join(' ')
  .replace(/(.{1,108})(?: |$)/g, '$1\n')
  .trimEnd()}
\`
`,
)
console.log(
  `${String(classes.length - several.size)} letters, ${String(candidates.length - several.size)} unspelled, ${String(letters.length)} characters, ${String(marks.length)} marks, ` +
    `${String(expansions.length)} expansions`,
)
