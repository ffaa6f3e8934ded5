import type { MaintenanceEnd } from '../maintenance/protocol.ts'
import { SettingError, settingsFrom } from '../settings.ts'
import { connectTo, Unreachable } from './sup-connection.ts'
import { readSupCall, supUsage } from './sup-options.ts'
import type { SupCall } from './sup-options.ts'

// A reader that has seen enough (`sup … | head`) is no failure.
process.stdout.on('error', () => process.exit())
process.exitCode = await main(process.argv.slice(2), process.env)

/** Exit codes as in auth-and-system.md, "sup command line". */
async function main(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const call = readSupCall(argv, env)
  if (call === 'help') {
    console.log(supUsage)
    return 1
  }
  if ('wrong' in call) {
    console.error(`sup: ${call.wrong}\n\n${supUsage}`)
    return 1
  }
  const settings = settingsFrom(new Map(call.data === undefined ? [] : [['data', call.data]]), env, ['data'])
  if (settings instanceof SettingError) {
    console.error(`sup: ${settings.message}`)
    return 1
  }
  const dataFolder = settings.data
  const connection = await connectTo(dataFolder)
  if (connection instanceof Unreachable) return showUnreachable(connection, dataFolder)
  if (call.verbose) {
    console.log(`Connected to service ${call.node} at ${connection.place}`)
    console.log(`Running ${call.module}:${call.function}(${call.args.join(', ')})`)
  }
  const { module, function: name, args, erlTerms, timeout } = call
  const end = await connection.call(
    { module, function: name, args, erlTerms },
    (text) => process.stdout.write(text),
    timeout,
  )
  return showEnd(end, call)
}

function showEnd(end: MaintenanceEnd | 'timeout' | 'lost', call: SupCall): number {
  if (end === 'timeout') {
    console.error(`Command failed: timeout after ${String(call.timeout)} s (the server goes on with it)`)
    return 4
  }
  if (end === 'lost') {
    console.error('Command failed: the server went away')
    return 3
  }
  if ('error' in end) {
    console.error(end.error === 'unknown' ? `sup: ${end.message}` : `Command failed: ${end.message}`)
    return end.error === 'unknown' ? 1 : 3
  }
  if (end.exit !== undefined) return end.exit
  console.log(call.verbose ? `Result: ${end.result}` : end.result)
  return end.ok || !call.module.endsWith('_maintenance') ? 0 : 2
}

function showUnreachable({ place, code }: Unreachable, dataFolder: string): number {
  console.error('Connection to service failed!')
  console.log(`No server answers at ${place} (${code}).`)
  if (code === 'EACCES' || code === 'EPERM') {
    console.log('  It belongs to another user: call sup as the user that the server runs as.')
    return 1
  }
  console.log(`  Is the server running? It is started with: npm start`)
  console.log(
    `  Does it use the data folder ${dataFolder}? Another one is named with --data or CROSSBAR_DATA.`,
  )
  return 1
}
