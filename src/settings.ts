import { parseArgs } from 'node:util'
import { flagOf, settingNames, settingTable } from './setting-table.ts'
import type { Setting, SettingName, Settings } from './setting-table.ts'

export type { SettingName, Settings } from './setting-table.ts'

/** What is wrong with the settings given, in one line. */
export class SettingError {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** A command line taken apart. */
export interface CommandLine {
  /** Settings given as flags, as text. */
  readonly flags: ReadonlyMap<SettingName, string>
  /** Flags of the command alone, without their dashes; a switch that was given has the value `true`. */
  readonly options: ReadonlyMap<string, string>
  /** What is neither a flag nor a flag's value. */
  readonly operands: readonly string[]
  /** `--help` or `-h` was given. */
  readonly help: boolean
}

/** A flag of one command, besides the settings. */
export interface CommandOption {
  /** Without its dashes. */
  readonly flag: string
  /** What its value is, in one word for the help text; absent: it is a switch. */
  readonly value?: string
  readonly description: string
}

/**
 * Takes a command line apart. Flags are those of the settings named, as
 * `--port 8000` or `--port=8000`, anywhere before `--`; of a flag given twice the
 * last one counts. Returns a `SettingError` for an unknown flag or a missing value.
 */
export function readCommandLine(
  argv: readonly string[],
  names: readonly SettingName[] = settingNames,
  own: readonly CommandOption[] = [],
): CommandLine | SettingError {
  const byFlag = new Map(names.map((name) => [flagOf(settingTable[name]), name]))
  const ownFlags = new Map(own.map((option) => [option.flag, option]))
  const options = Object.fromEntries([
    ...names.map((name) => {
      const setting: Setting = settingTable[name]
      return [flagOf(setting), { type: setting.kind.bare === undefined ? 'string' : 'boolean' }]
    }),
    ...own.map(({ flag, value }) => [flag, { type: value === undefined ? 'boolean' : 'string' }]),
  ]) as Record<string, { type: 'string' | 'boolean' }>
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true })
  const flags = new Map<SettingName, string>()
  const given = new Map<string, string>()
  const operands: string[] = []
  let help = false
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    if (token.rawName === '--help' || token.rawName === '-h') {
      help = true
      continue
    }
    const option = token.rawName.startsWith('--') ? ownFlags.get(token.name) : undefined
    if (option) {
      const text = option.value === undefined ? 'true' : token.value
      if (text === undefined || text === '')
        return new SettingError(`${token.rawName} needs a value: ${option.value ?? ''}`)
      given.set(option.flag, text)
      continue
    }
    const name = token.rawName.startsWith('--') ? byFlag.get(token.name) : undefined
    if (name === undefined) return new SettingError(`${token.rawName} is not a known flag (see --help)`)
    const { kind }: Setting = settingTable[name]
    const text = token.value ?? kind.bare
    if (text === undefined) return new SettingError(`${token.rawName} needs a value: ${kind.accepts}`)
    flags.set(name, text)
  }
  return { flags, options: given, operands, help }
}

/**
 * Reads the settings named: a flag wins over the environment, and that over the
 * default; an empty variable counts as unset. Returns a `SettingError` that names
 * the first setting with a value it does not accept.
 */
export function settingsFrom<Name extends SettingName>(
  flags: ReadonlyMap<SettingName, string>,
  env: NodeJS.ProcessEnv,
  names: readonly Name[],
): Pick<Settings, Name> | SettingError {
  const values = new Map<SettingName, unknown>()
  for (const name of names) {
    const setting: Setting = settingTable[name]
    const flag = flags.get(name)
    const variable = env[setting.env] === '' ? undefined : env[setting.env]
    const text = flag ?? variable ?? setting.default
    const value = text === undefined ? undefined : setting.kind.read(text)
    if (text !== undefined && value === undefined) {
      const source = flag === undefined ? setting.env : `--${flagOf(setting)}`
      const but = setting.secret ? '' : `, not ${JSON.stringify(text)}`
      return new SettingError(`${source} accepts ${setting.kind.accepts}${but}`)
    }
    values.set(name, value)
  }
  return Object.fromEntries(values) as Pick<Settings, Name>
}

/**
 * Reads all settings of the server from a command line without the program's
 * name and from the environment. Returns a `SettingError` also when there are
 * operands, which a server does not take.
 */
export function readSettings(argv: readonly string[], env: NodeJS.ProcessEnv): Settings | SettingError {
  const line = readCommandLine(argv)
  if (line instanceof SettingError) return line
  const [operand] = line.operands
  if (operand !== undefined)
    return new SettingError(`${JSON.stringify(operand)} is not expected here (see --help)`)
  return settingsFrom(line.flags, env, settingNames)
}

/** Variables that look like settings but are not, such as misspelled ones; sorted. */
export function unknownVariables(env: NodeJS.ProcessEnv): readonly string[] {
  const known = new Set<string>(settingNames.map((name) => settingTable[name].env))
  return Object.keys(env)
    .filter((name) => name.startsWith('CROSSBAR_') && !known.has(name))
    .sort()
}

/** Help text about the settings named, by group: one line of names and one of meaning for each. */
export function settingsHelp(names: readonly SettingName[]): string {
  const groups = Map.groupBy(names, (name) => settingTable[name].group)
  return [...groups].map(([group, members]) => `${group}:\n${members.map(helpOf).join('')}`).join('\n')
}

function helpOf(name: SettingName): string {
  const setting: Setting = settingTable[name]
  const usual = setting.default === undefined ? 'Unset by default.' : `Default: ${setting.default}.`
  const lines = [
    `  --${flagOf(setting)}, ${setting.env}`,
    `      ${setting.description}`,
    `      Accepts ${setting.kind.accepts}. ${usual}`,
    ...(setting.secret
      ? ['      A secret: other users of the machine can see flags, so prefer the variable.']
      : []),
  ]
  return `${lines.join('\n')}\n`
}
