import { inflateSync } from 'node:zlib'

/** A piece of text on a page: where it begins, from the lower left corner, in points. */
interface Piece {
  readonly x: number
  readonly y: number
  readonly text: string
}

/**
 * The text of a PDF by page and line, top down; within a line, the pieces from left to right. Reads what
 * `pdfkit` writes: plain objects, embedded fonts with `ToUnicode` maps (ISO 32000-1 §9.10.3).
 */
export function pdfText(bytes: Buffer): readonly (readonly (readonly string[])[])[] {
  const objects = objectsOf(bytes)
  return [...objects.values()]
    .filter(({ head }) => /\/Type \/Page\b(?!s)/.test(head))
    .map((page) => linesOf(piecesOf(page, objects)))
}

interface PdfObject {
  readonly head: string
  readonly stream: Buffer
}

type Objects = ReadonlyMap<string, PdfObject>

function objectsOf(bytes: Buffer): Objects {
  const objects = new Map<string, PdfObject>()
  const text = bytes.toString('latin1')
  for (const { 1: id = '', 2: content = '' } of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const at = content.indexOf('\nstream\n')
    const head = at < 0 ? content : content.slice(0, at)
    const raw = at < 0 ? '' : content.slice(at + '\nstream\n'.length, -'\nendstream'.length)
    const packed = Buffer.from(raw, 'latin1')
    objects.set(id, { head, stream: head.includes('/FlateDecode') ? inflateSync(packed) : packed })
  }
  return objects
}

/** The object a key of another one refers to. */
function referred(objects: Objects, head: string, key: string): PdfObject | undefined {
  return objects.get(new RegExp(`/${key} (\\d+) 0 R`).exec(head)?.[1] ?? '')
}

function piecesOf(page: PdfObject, objects: Objects): readonly Piece[] {
  const resources = referred(objects, page.head, 'Resources')?.head ?? ''
  const maps = new Map<string, ReadonlyMap<number, string>>()
  for (const { 1: name = '', 2: id = '' } of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const toUnicode = referred(objects, objects.get(id)?.head ?? '', 'ToUnicode')
    maps.set(name, charactersOf(toUnicode?.stream.toString('latin1') ?? ''))
  }
  const content = referred(objects, page.head, 'Contents')?.stream.toString('latin1') ?? ''
  const pieces: Piece[] = []
  for (const { 1: block = '' } of content.matchAll(/\bBT\n([\s\S]*?)\nET\b/g)) {
    const [, x = '0', y = '0'] = /1 0 0 1 (\S+) (\S+) Tm/.exec(block) ?? []
    const map = maps.get(/\/(F\d+) /.exec(block)?.[1] ?? '')
    const codes = [...block.matchAll(/<([0-9a-f]*)>/gi)].flatMap(
      ({ 1: hex = '' }) => hex.match(/.{4}/g) ?? [],
    )
    const text = codes.map((code) => map?.get(Number.parseInt(code, 16)) ?? '\ufffd').join('')
    pieces.push({ x: Number(x), y: Number(y), text })
  }
  return pieces
}

/** Glyph numbers to text, from the ranges of a `ToUnicode` map. */
function charactersOf(map: string): ReadonlyMap<number, string> {
  const characters = new Map<number, string>()
  for (const { 1: first = '', 2: list = '' } of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi))
    for (const [index, { 1: hex = '' }] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries())
      characters.set(
        Number.parseInt(first, 16) + index,
        Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'),
      )
  return characters
}

function linesOf(pieces: readonly Piece[]): readonly (readonly string[])[] {
  const lines = Map.groupBy(pieces, ({ y }) => y)
  return [...lines]
    .toSorted(([a], [b]) => b - a)
    .map(([, line]) => line.toSorted((a, b) => a.x - b.x).map(({ text }) => text))
}
