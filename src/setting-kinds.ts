import path from 'node:path'

/** What a setting accepts: how its text is read, and how to say so in help and errors. */
export interface SettingKind<T> {
  /** Completes "… accepts …", for instance `a port number from 0 to 65535`. */
  readonly accepts: string
  /** Reads a non-empty text; `undefined` when it is not acceptable. */
  readonly read: (text: string) => T | undefined
  /** Set for a kind whose flag needs no value: the text that the bare flag stands for. */
  readonly bare?: string
}

/** Any text that matches a pattern as a whole. */
export function matching(pattern: RegExp, accepts: string): SettingKind<string> {
  return { accepts, read: (text) => (pattern.test(text) ? text : undefined) }
}

/** A whole number within bounds, written in decimal digits. */
export function wholeNumber(least: number, most: number, accepts: string): SettingKind<number> {
  return {
    accepts,
    read(text) {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
      return value >= least && value <= most ? value : undefined
    },
  }
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]): SettingKind<Word> {
  return { accepts: `one of ${words.join(', ')}`, read: (text) => words.find((word) => word === text) }
}

/** A switch: `1` or `0`, `true` or `false`. */
export const onOff: SettingKind<boolean> = {
  accepts: '1 (on) or 0 (off)',
  bare: '1',
  read(text) {
    if (text === '1' || text === 'true') return true
    return text === '0' || text === 'false' ? false : undefined
  },
}

/** An address with one of a few schemes and a host. */
export function url(schemes: readonly string[], accepts: string): SettingKind<string> {
  return {
    accepts,
    read(text) {
      const parsed = URL.parse(text)
      if (parsed === null || parsed.host === '') return undefined
      return schemes.includes(parsed.protocol) ? text : undefined
    },
  }
}

/** The address of a PostgreSQL database, with one host or several; the store's engine looks at it more closely. */
export const postgresUrl: SettingKind<string> = {
  accepts: 'an address such as postgres://user:password@host/database',
  read: (text) => (/^postgres(?:ql)?:\/\/[^\s]+$/.test(text) ? text : undefined),
}

/** The path of a file; read as an absolute path, seen from the working folder. */
export const file: SettingKind<string> = {
  accepts: 'the path of a file',
  read: (text) => (text.includes('\0') ? undefined : path.resolve(text)),
}

/** The path of a folder; read as an absolute path, seen from the working folder. */
export const folder: SettingKind<string> = {
  accepts: 'the path of a folder',
  read: (text) => (text.includes('\0') ? undefined : path.resolve(text)),
}
