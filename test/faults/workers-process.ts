import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from '../harness/client.ts'
import { startNode, type RunningProgram } from '../harness/program.ts'

const program = fileURLToPath(new URL('../../src/cli/crossbar.ts', import.meta.url))

/** Crossbar as it is run, in processes of its own. */
export class Installation {
  readonly url: string
  readonly #program: RunningProgram
  /** Process ids of the workers that answer, by number; of a server without workers its own as number 1. */
  readonly #workers: Map<number, number>
  #exited = false

  private constructor(program: RunningProgram, url: string, workers: Map<number, number>) {
    this.#program = program
    this.url = url
    this.#workers = workers
    void program.ended.then(() => {
      this.#exited = true
    })
  }

  /** Starts a server with some settings, with or without workers, and waits until all answer. */
  static async start(
    settings: Readonly<Record<string, string>>,
    nodeFlags: readonly string[] = [],
  ): Promise<Installation> {
    const running = startNode([...nodeFlags, program, 'serve'], {
      env: {
        CROSSBAR_PORT: '0',
        CROSSBAR_MASTER_REALM: 'master.test',
        CROSSBAR_MASTER_PASSWORD: 'correct horse',
        CROSSBAR_LOG_LEVEL: 'info',
        ...settings,
      },
    })
    const workers = new Map<number, number>()
    let url = ''
    running.process.stdout?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        const listening = /"pid":(\d+)(?:,"worker":(\d+))?.*"msg":"listening on ([^"]+)"/.exec(line)
        if (!listening) continue
        workers.set(Number(listening[2] ?? 1), Number(listening[1]))
        url = listening[3] ?? ''
      }
    })
    const installation = async (): Promise<Installation> => {
      const count = Number(settings['CROSSBAR_WORKERS'] ?? 1)
      await running.lineLike(/"msg":"listening on/)
      while (workers.size < count) await pause(10)
      return new Installation(running, url, workers)
    }
    return await installation()
  }

  /** Process ids of the workers. */
  get workers(): ReadonlyMap<number, number> {
    return this.#workers
  }

  /** A client signed in as the master account's admin. */
  signIn(): Promise<Client> {
    return new Client(this.url).signIn('admin', 'correct horse', { account_realm: 'master.test' })
  }

  /** Kills a worker, and resolves when another has taken its place. */
  async killWorker(number: number): Promise<void> {
    const killed = this.#workers.get(number)
    if (killed === undefined) throw new Error(`there is no worker ${String(number)}`)
    process.kill(killed, 'SIGKILL')
    while (this.#workers.get(number) === killed) await pause(10)
  }

  /** Kills the process that was started. */
  async kill(): Promise<void> {
    this.#program.process.kill('SIGKILL')
    await this.#program.ended
  }

  /** Asks it to stop; resolves with its exit code. */
  async stop(): Promise<number | null> {
    if (!this.#exited) this.#program.process.kill('SIGTERM')
    return (await this.#program.ended).code
  }
}
