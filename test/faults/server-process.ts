import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('serve-for-faults.ts', import.meta.url))

/** A server in a process of its own, which can be killed. */
export class ServerProcess {
  readonly url: string
  readonly #child: ChildProcess

  private constructor(url: string, child: ChildProcess) {
    this.url = url
    this.#child = child
  }

  /** Starts a server on a data folder and waits until it answers. */
  static async start(folder: string, environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
    const child = fork(program, {
      env: { ...process.env, ...environment, CROSSBAR_DATA: folder, CROSSBAR_PORT: '0' },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const [port] = (await once(child, 'message')) as [unknown]
    return new ServerProcess(`http://127.0.0.1:${String(port)}`, child)
  }

  /** Ends the process at once, as a power failure would for the program. */
  async kill(): Promise<void> {
    const exited = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await exited
  }

  /** Resident memory in bytes, after a collection of garbage. */
  async memory(): Promise<number> {
    const told = once(this.#child, 'message')
    this.#child.send('memory')
    const [bytes] = (await told) as [unknown]
    return Number(bytes)
  }
}
