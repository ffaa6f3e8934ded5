import { complain, exitCodes } from './command.ts'
import { commands } from './commands.ts'

process.exitCode = await main(process.argv.slice(2), process.env)

/** Finds the command that a command line names and runs it; gives back the exit code. */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [first] = argv
  if (first === undefined) {
    console.error(overview())
    return exitCodes.usage
  }
  if (first === '--version') return main(['version', ...argv.slice(1)], env)
  if (first === 'help' && argv.length > 1) return main([...argv.slice(1), '--help'], env)
  if (first === 'help' || first === '--help' || first === '-h') {
    console.log(overview())
    return exitCodes.done
  }
  for (const { name, call } of commands) {
    const words = name.split(' ')
    if (words.every((word, place) => argv[place] === word)) return call(argv.slice(words.length), env)
  }
  return complain(
    `${JSON.stringify(first)} is not a command; there are: ${commands.map(({ name }) => name).join(', ')}, help`,
  )
}

function overview(): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length))
  const lines = commands.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`)
  return ['usage: crossbar COMMAND', '', ...lines, '', 'More about one of them: crossbar help COMMAND'].join(
    '\n',
  )
}
