import type { Readable } from 'node:stream'

/** A conversion of sound from one format into another. Formats are file extensions: `wav`, `mp3`. */
export interface Conversion {
  readonly from: string
  readonly to: string
  /** Samples a second of what comes out. */
  readonly sampleRate: number
}

/** The sound could not be converted. */
export class ConversionFailure {
  /** Why, for the log. */
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/** Whoever converts sound files. */
export interface Converter {
  /**
   * Converts sound and hands the outcome to `take`, whose result it gives back. The outcome can be read
   * only until `take` is done. Rejects only when `take` or `content` does.
   */
  convert<T>(
    content: Readable,
    conversion: Conversion,
    take: (converted: Readable) => Promise<T>,
  ): Promise<T | ConversionFailure>
}
