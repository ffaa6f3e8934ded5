import { parseArgs } from 'node:util'

/** A `sup` command line taken apart (auth-and-system.md, "sup command line"). */
export interface SupCall {
  readonly module: string
  readonly function: string
  readonly args: readonly string[]
  /** Name of the service to call: shown, not used, since the data folder tells which server. */
  readonly node: string
  /** Data folder of the server, when it was given. */
  readonly data: string | undefined
  /** Seconds to wait for the end of the call; 0: for ever. */
  readonly timeout: number
  readonly verbose: boolean
  readonly erlTerms: boolean
}

/** What the command line asks for besides a call. */
export type SupMisuse = 'help' | { readonly wrong: string }

/** How `sup` is used. */
export const supUsage = `usage: sup [OPTIONS] MODULE FUNCTION [ARGUMENT...]
       sup [OPTIONS] help [MODULE]

Calls a maintenance function of the running server and shows what it prints and gives back.

  -d, --data FOLDER      data folder of the server (CROSSBAR_DATA, default ./data)
  -t, --timeout SECONDS  how long to wait for the end; 0 (default): for ever
  -e, --erl_term_args    arguments are terms: ok, 5, "text", <<"text">>, {a,b}, [1,2]
  -v, --verbose          tell what is done
  -?, --help             show this text
  -n, --node NAME        name of the service, for the eye only (KAZOO_NODE, default kazoo_apps)
  -c, --cookie VALUE     accepted and not needed: only the server's own user can call it
  -s, --use_short        accepted and not needed

Options stand before MODULE; what follows FUNCTION is passed on as it is.

Exit codes: 0 done; 1 wrong use, unknown function or no server; 2 a function of a module whose
name ends in _maintenance gave back something other than ok; 3 the function failed; 4 time ran out.`

const options = {
  help: { type: 'boolean', short: '?' },
  data: { type: 'string', short: 'd' },
  node: { type: 'string', short: 'n' },
  cookie: { type: 'string', short: 'c' },
  timeout: { type: 'string', short: 't' },
  verbose: { type: 'boolean', short: 'v' },
  use_short: { type: 'boolean', short: 's' },
  erl_term_args: { type: 'boolean', short: 'e' },
} as const

/** Takes the words behind `sup` apart. */
export function readSupCall(argv: readonly string[], env: NodeJS.ProcessEnv): SupCall | SupMisuse {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true })
  const first = tokens.find((token) => token.kind === 'positional')
  const end = first?.index ?? argv.length
  const given = new Map<string, string>()
  for (const token of tokens) {
    if (token.kind !== 'option' || token.index >= end) continue
    if (!Object.hasOwn(options, token.name)) return { wrong: `${token.rawName} is not an option` }
    const takesValue = options[token.name as keyof typeof options].type === 'string'
    if (takesValue && token.value === undefined) return { wrong: `${token.rawName} needs a value` }
    given.set(token.name, token.value ?? 'true')
  }
  if (given.has('help')) return 'help'
  const timeout = given.get('timeout') ?? '0'
  if (!/^\d{1,7}$/.test(timeout)) return { wrong: '--timeout takes whole seconds' }
  const [module = '', name = '', ...args] = argv.slice(end)
  if (module === '') return { wrong: 'MODULE and FUNCTION are missing' }
  return {
    module,
    function: name,
    args,
    node: given.get('node') ?? env['KAZOO_NODE'] ?? 'kazoo_apps',
    data: given.get('data'),
    timeout: Number(timeout),
    verbose: isOn(given.get('verbose')),
    erlTerms: isOn(given.get('erl_term_args')),
  }
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== 'false' && value !== '0'
}
