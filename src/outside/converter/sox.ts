import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ConversionFailure, type Conversion, type Converter } from './port.ts'

/** How long a conversion may take, in milliseconds. */
const patienceMs = 120_000
/** How much of what the program says is kept for the log, in characters. */
const longestReason = 500

/**
 * Converts with SoX (sox.sourceforge.net), if it is installed. Works on temporary files: many formats
 * have lengths in their heads that can only be written to a file.
 */
export class SoxConverter implements Converter {
  readonly #executable: string

  /** `executable` is a name to be found in the PATH, or a path. */
  constructor(executable = 'sox') {
    this.#executable = executable
  }

  async convert<T>(
    content: Readable,
    { from, to, sampleRate }: Conversion,
    take: (converted: Readable) => Promise<T>,
  ): Promise<T | ConversionFailure> {
    const folder = await mkdtemp(join(tmpdir(), 'crossbar-convert-'))
    try {
      const input = join(folder, 'input')
      const output = join(folder, 'output')
      await pipeline(content, createWriteStream(input))
      const fault = await this.#run([
        '-t',
        soxName(from),
        input,
        '-r',
        String(sampleRate),
        '-t',
        soxName(to),
        output,
      ])
      return fault ?? (await take(createReadStream(output)))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  /** Runs the program to its end; gives back what went wrong, if anything did. */
  #run(parameters: readonly string[]): Promise<ConversionFailure | undefined> {
    return new Promise((resolve) => {
      const program = spawn(this.#executable, parameters, {
        stdio: ['ignore', 'ignore', 'pipe'],
        signal: AbortSignal.timeout(patienceMs),
        killSignal: 'SIGKILL',
      })
      let said = ''
      program.stderr.setEncoding('utf8').on('data', (text: string) => {
        if (said.length < longestReason) said += text.slice(0, longestReason - said.length)
      })
      program.on('error', (error) => {
        resolve(new ConversionFailure(error.message))
      })
      program.on('close', (code, signal) => {
        resolve(
          code === 0 ? undefined : new ConversionFailure(said.trim() || `ended by ${String(signal ?? code)}`),
        )
      })
    })
  }
}

/** SoX's name of a format, where it is not the file extension. */
function soxName(extension: string): string {
  return extension === 'oga' ? 'ogg' : extension
}
