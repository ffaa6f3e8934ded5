import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { processorSeconds, residentBytes } from './process-facts.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A server in a process of its own. It ends when this process does. */
export class ServerProcess {
  readonly url: string
  readonly #child: ChildProcess

  constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.url = `http://127.0.0.1:${String(port)}`
  }

  /** Resident memory in bytes. */
  get residentBytes(): number {
    return residentBytes(this.pid)
  }

  /** Processor time used so far, in seconds, where the system tells. */
  get processorSeconds(): number | undefined {
    return processorSeconds(this.pid)
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGTERM')
    await ended
  }

  get pid(): number {
    const { pid } = this.#child
    if (pid === undefined) throw new Error('the server did not start')
    return pid
  }
}

/** Starts a floor: a file of `floors/` with a configuration, which it gets as JSON. */
export async function startFloor(name: string, configuration: object): Promise<ServerProcess> {
  const file = path.join(root, 'bench', 'floors', `${name}.ts`)
  const child = fork(file, [JSON.stringify(configuration)], { env: environment(), execArgv: [] })
  const answer = await Promise.race([
    once(child, 'message') as Promise<[{ port: number }]>,
    once(child, 'exit').then(() => undefined),
  ])
  if (!answer) throw new Error(`the floor ${name} did not start`)
  return new ServerProcess(child, answer[0].port)
}

/** Starts Crossbar as `npm start` does, with its usual settings, and waits until it is ready. */
export async function startCrossbar(
  dataFolder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ readonly server: ServerProcess; readonly readyMs: number }> {
  const port = await freePort()
  const began = performance.now()
  const child = fork(path.join(root, 'bin', 'crossbar.mjs'), ['serve'], {
    env: environment({ CROSSBAR_DATA: dataFolder, CROSSBAR_PORT: String(port), ...settings }),
    execArgv: [...crossbarFlags()],
    // Log lines are written, one for each request, but go nowhere.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(-2000)))
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`crossbar did not start: ${complaint}`)
    await pause(5)
  }
  return { server: new ServerProcess(child, port), readyMs: performance.now() - began }
}

/** Flags of Node.js for the server only, such as `--cpu-prof --cpu-prof-dir=DIR`. */
function crossbarFlags(): readonly string[] {
  return (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')
}

function environment(settings: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('CROSSBAR_'))
  return { ...Object.fromEntries(inherited), ...settings }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function isReady(port: number): Promise<boolean> {
  const request = get({ host: '127.0.0.1', port, path: '/readyz', agent: false })
  try {
    const [response] = (await once(request, 'response')) as [{ statusCode: number; resume(): void }]
    response.resume()
    return response.statusCode === 200
  } catch {
    return false
  }
}
