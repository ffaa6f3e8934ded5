import { SettingError, readCommandLine, settingsFrom, settingsHelp } from '../settings.ts'
import type { SettingName, Settings } from '../settings.ts'

/** Exit codes of `crossbar`. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const

/** A command of `crossbar`, as it is declared. */
export interface CommandDeclaration<Name extends SettingName> {
  /** One or more words, such as `backup`. */
  readonly name: string
  /** Names of its operands, all of which must be given. */
  readonly operands: readonly string[]
  readonly summary: string
  /** More for its help text: whole lines. */
  readonly details: string
  /** The settings it uses; their flags are its flags. */
  readonly settings: readonly Name[]
  /** Does the work and gives back the exit code. */
  readonly run: (settings: Pick<Settings, Name>, operands: readonly string[]) => Promise<number>
}

/** A command of `crossbar`, ready to be called. */
export interface Command {
  readonly name: string
  readonly summary: string
  /** How it is written, for instance `crossbar backup FILE [--data FOLDER]`. */
  readonly usage: string
  /** Reads the words behind its name, does the work and gives back the exit code. */
  readonly call: (argv: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>
}

/** Makes a command of its declaration: with `--help`, and one line for a wrong setting or operand. */
export function command<Name extends SettingName>(declaration: CommandDeclaration<Name>): Command {
  const { name, operands, summary, settings } = declaration
  const usage = ['crossbar', name, ...operands, ...(settings.length > 0 ? ['[FLAGS]'] : [])].join(' ')
  return {
    name,
    summary,
    usage,
    async call(argv, env) {
      const line = readCommandLine(argv, settings)
      if (line instanceof SettingError) return complain(line.message)
      if (line.help) {
        console.log(helpText(usage, declaration))
        return exitCodes.done
      }
      const missing = operands[line.operands.length]
      if (missing !== undefined) return complain(`${missing} is missing; usage: ${usage}`)
      const extra = line.operands[operands.length]
      if (extra !== undefined) return complain(`${JSON.stringify(extra)} is not expected; usage: ${usage}`)
      const values = settingsFrom(line.flags, env, settings)
      if (values instanceof SettingError) return complain(values.message)
      return declaration.run(values, line.operands)
    },
  }
}

/** Tells the operator what is wrong with the command line; gives back the exit code for it. */
export function complain(message: string): number {
  console.error(`crossbar: ${message}`)
  return exitCodes.usage
}

function helpText<Name extends SettingName>(usage: string, declaration: CommandDeclaration<Name>): string {
  const { summary, details, settings } = declaration
  const parts = [`usage: ${usage}`, summary, details]
  if (settings.length > 0)
    parts.push('A flag wins over the environment variable beside it.', settingsHelp(settings))
  return parts
    .filter((part) => part !== '')
    .join('\n\n')
    .trimEnd()
}
