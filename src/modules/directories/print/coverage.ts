/**
 * Which characters a TrueType font has: its `cmap` table (OpenType 1.9, "cmap", formats 4 and 12). Gives back a
 * test of code points; a font that is none has nothing.
 */
export function coverageOf(font: Buffer): (codePoint: number) => boolean {
  const table = tableAt(font, 'cmap')
  if (table === undefined) return () => false
  const ranges: Range[] = []
  for (let index = 0; index < font.readUInt16BE(table + 2); index += 1) {
    const subtable = table + font.readUInt32BE(table + 8 + index * 8)
    const format = font.readUInt16BE(subtable)
    if (format === 4) ranges.push(...segments(font, subtable))
    if (format === 12) ranges.push(...groups(font, subtable))
  }
  const pages = pagesOf(ranges)
  return (codePoint) => {
    const page = pages.get(codePoint >> pageBits)
    return page?.some(({ from, to }) => from <= codePoint && codePoint <= to) ?? false
  }
}

interface Range {
  readonly from: number
  readonly to: number
}

/** Ranges are looked up by pages of so many characters, as fonts for Chinese have thousands of ranges. */
const pageBits = 8

function pagesOf(ranges: readonly Range[]): ReadonlyMap<number, readonly Range[]> {
  const pages = new Map<number, Range[]>()
  for (const range of ranges)
    for (let page = range.from >> pageBits; page <= range.to >> pageBits; page += 1) {
      const known = pages.get(page)
      if (known) known.push(range)
      else pages.set(page, [range])
    }
  return pages
}

function tableAt(font: Buffer, tag: string): number | undefined {
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const entry = 12 + index * 16
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8)
  }
  return undefined
}

/** Format 4: the end codes, then, behind a pad, the start codes; the last segment is the end mark. */
function segments(font: Buffer, at: number): readonly Range[] {
  const bytes = font.readUInt16BE(at + 6)
  const found: Range[] = []
  for (let offset = 0; offset < bytes; offset += 2) {
    const to = font.readUInt16BE(at + 14 + offset)
    const from = font.readUInt16BE(at + 16 + bytes + offset)
    if (from !== 0xffff) found.push({ from, to })
  }
  return found
}

/** Format 12: groups of first code, last code and first glyph. */
function groups(font: Buffer, at: number): readonly Range[] {
  return Array.from({ length: font.readUInt32BE(at + 12) }, (_, index) => {
    const group = at + 16 + index * 12
    return { from: font.readUInt32BE(group), to: font.readUInt32BE(group + 4) }
  })
}
