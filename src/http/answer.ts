import type { Readable } from 'node:stream'

/** What goes back to the client. */
export interface Answer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Buffer | Readable
  /** Stored bytes go out as they are, never compressed. */
  readonly isFile?: boolean
}
