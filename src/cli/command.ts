import { SettingError, readCommandLine, settingsFrom, settingsHelp } from '../settings.ts'
import type { CommandOption, SettingName, Settings } from '../settings.ts'

/** Exit codes of `crossbar`. */
export const exitCodes = { done: 0, failed: 1, usage: 2 } as const

/** Says in one line why a command cannot do its work, and gives back the exit code for that. */
export function refuse(reason: string): number {
  console.error(`crossbar: ${reason}`)
  return exitCodes.failed
}

/** Flags of a command alone, by name without dashes; switches that were given have the value `true`. */
export type Options = ReadonlyMap<string, string>

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
  /** Flags that are no settings. */
  readonly options?: readonly CommandOption[]
  /** Does the work and gives back the exit code. */
  readonly run: (
    settings: Pick<Settings, Name>,
    operands: readonly string[],
    options: Options,
  ) => Promise<number>
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
  const { name, operands, summary, settings, options = [] } = declaration
  const flags = settings.length + options.length > 0 ? ['[FLAGS]'] : []
  const usage = ['crossbar', name, ...operands, ...flags].join(' ')
  return {
    name,
    summary,
    usage,
    async call(argv, env) {
      const line = readCommandLine(argv, settings, options)
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
      return declaration.run(values, line.operands, line.options)
    },
  }
}

/** Tells the operator what is wrong with the command line; gives back the exit code for it. */
export function complain(message: string): number {
  console.error(`crossbar: ${message}`)
  return exitCodes.usage
}

function helpText<Name extends SettingName>(usage: string, declaration: CommandDeclaration<Name>): string {
  const { summary, details, settings, options = [] } = declaration
  const parts = [`usage: ${usage}`, summary, details, options.map(optionHelp).join('')]
  if (settings.length > 0)
    parts.push('A flag wins over the environment variable beside it.', settingsHelp(settings))
  return parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== '')
    .join('\n\n')
    .trimEnd()
}

function optionHelp({ flag, value, description }: CommandOption): string {
  return `  --${flag}${value === undefined ? '' : ` ${value}`}\n      ${description}\n`
}
