import type { MaintenanceAnswer } from '../maintenance/socket.ts'
import type { JsonObject } from '../json.ts'
import type { PeerChannel } from '../store/port.ts'
import {
  assignmentVariable,
  opensOwnSocket,
  type Assignment,
  type Figures,
  type FromPrimary,
  type FromWorker,
} from './messages.ts'

/** The worker's side: its way to the primary process, and through that to the other workers. */
export class WorkerPlace {
  readonly number: number
  /** Where to listen: the port that the first worker got. */
  readonly port: number
  readonly reusePort = opensOwnSocket
  /** Resolves when the primary process wants this one to stop, or somebody else does by SIGTERM. */
  readonly stopAsked: Promise<void>
  readonly #stop: () => void
  readonly #receivers = new Set<(message: JsonObject) => void>()
  readonly #figuresAsked = new Map<number, (figures: readonly Figures[]) => void>()
  #answer: MaintenanceAnswer | undefined
  #figures: (() => Promise<Figures>) | undefined
  #asked = 0

  constructor({ number, port }: Assignment) {
    this.number = number
    this.port = port
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.stopAsked = promise
    this.#stop = () => resolve(undefined)
    process.on('message', (message: FromPrimary) => this.#take(message))
    process.once('SIGTERM', this.#stop)
    // A key press reaches the whole process group: what it means is for the primary process to tell.
    for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
  }

  /** The way to the other workers. */
  readonly channel: PeerChannel = {
    send: (message) => send({ say: 'peers', message }),
    receive: (listener) => {
      this.#receivers.add(listener)
      return () => this.#receivers.delete(listener)
    },
  }

  /** Answers calls of `sup` from now on, whose socket the primary process holds. */
  answerMaintenance(answer: MaintenanceAnswer): void {
    this.#answer = answer
  }

  /** Says how to get this worker's figures, and gives back how to get those of the others. */
  shareFigures(own: () => Promise<Figures>): () => Promise<readonly Figures[]> {
    this.#figures = own
    return () => {
      const id = (this.#asked += 1)
      const { promise, resolve } = Promise.withResolvers<readonly Figures[]>()
      this.#figuresAsked.set(id, resolve)
      send({ say: 'ask figures', id })
      return promise
    }
  }

  /** Tells that requests are answered from now on. */
  listening(): void {
    send({ say: 'listening' })
  }

  #take(message: FromPrimary): void {
    switch (message.say) {
      case 'stop':
        this.#stop()
        break
      case 'peers':
        for (const receiver of this.#receivers) receiver(message.message)
        break
      case 'give figures':
        void this.#giveFigures(message.id)
        break
      case 'figures':
        this.#figuresAsked.get(message.id)?.(message.figures)
        this.#figuresAsked.delete(message.id)
        break
      case 'call':
        void this.#perform(message)
    }
  }

  async #giveFigures(id: number): Promise<void> {
    send({ say: 'own figures', id, figures: (await this.#figures?.()) ?? [] })
  }

  async #perform({ call, request }: Extract<FromPrimary, { say: 'call' }>): Promise<void> {
    const print = (line: string): void => send({ say: 'printed', call, line })
    const end = (await this.#answer?.(request, print)) ?? {
      error: 'failed' as const,
      message: 'not yet started',
    }
    send({ say: 'returned', call, end })
  }
}

/** This worker's place; `undefined` in a process that is no worker. */
export function workerPlace(): WorkerPlace | undefined {
  const assignment = process.env[assignmentVariable]
  return assignment === undefined ? undefined : new WorkerPlace(JSON.parse(assignment) as Assignment)
}

/** Says something to the primary process; when that is gone, this one is about to end as well. */
function send(message: FromWorker): void {
  process.send?.(message, undefined, undefined, () => undefined)
}
