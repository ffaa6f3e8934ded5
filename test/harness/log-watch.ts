import pino from 'pino'

/** A signed token, whoever's it is. */
const token = /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/

/**
 * A log that is kept by nobody, but looked through for secrets as it is written: for all tokens, and for texts that
 * are known to be secrets.
 */
export class LogWatch {
  readonly #secrets: readonly string[]
  readonly #leaks: string[] = []
  readonly log: pino.Logger

  constructor(secrets: readonly string[]) {
    this.#secrets = secrets
    // Without the product's redaction, which is only the second line of defence.
    this.log = pino({ level: 'trace' }, { write: (line: string) => this.#look(line) })
  }

  /** Fails when a line had a secret. */
  check(): void {
    const [leak] = this.#leaks
    if (leak === undefined) return
    throw new Error(`the log has secrets, in ${String(this.#leaks.length)} lines; the first of them: ${leak}`)
  }

  #look(line: string): void {
    if (token.test(line) || this.#secrets.some((secret) => line.includes(secret))) this.#leaks.push(line)
  }
}
