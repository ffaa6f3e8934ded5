import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { coverageOf } from './coverage.ts'
import type { Coverage } from './runs.ts'

/** A font and what it can show. */
export interface Font extends Coverage {
  readonly bytes: Buffer
}

/** The font of most texts: the letters of Europe and the Near East. */
export const usualFont = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'))

/** Fonts by file, read once. */
const known = new Map<string, Promise<Font | undefined>>()

/**
 * The fonts to print with, in the order they are tried: the usual one, then further TrueType files; those that
 * are not there are passed over.
 */
export async function fontsOf(further: readonly string[]): Promise<readonly Font[]> {
  const fonts = await Promise.all([usualFont, ...further].map(fontOf))
  return fonts.filter((font) => font !== undefined)
}

function fontOf(file: string): Promise<Font | undefined> {
  const font = known.get(file) ?? read(file)
  known.set(file, font)
  return font
}

async function read(file: string): Promise<Font | undefined> {
  const bytes = await readFile(file).catch(() => undefined)
  return bytes && { name: file, bytes, covers: coverageOf(bytes) }
}
