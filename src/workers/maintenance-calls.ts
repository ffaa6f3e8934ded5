import type { MaintenanceEnd } from '../maintenance/protocol.ts'
import type { MaintenanceAnswer } from '../maintenance/socket.ts'
import type { FromPrimary, FromWorker } from './messages.ts'

interface Call {
  readonly worker: number
  readonly print: (line: string) => void
  readonly end: (end: MaintenanceEnd) => void
}

/** Hands the calls of `sup` to a worker, and what that prints and returns back to the caller. */
export class MaintenanceCalls {
  readonly #pick: () => { readonly number: number; send(message: FromPrimary): void } | undefined
  readonly #calls = new Map<number, Call>()
  #made = 0

  /** `pick` chooses the worker that is to do a call; `undefined`: none is there. */
  constructor(pick: () => { readonly number: number; send(message: FromPrimary): void } | undefined) {
    this.#pick = pick
  }

  /** Answers a call by having a worker do it. */
  readonly answer: MaintenanceAnswer = (request, print) => {
    const worker = this.#pick()
    if (!worker) return Promise.resolve({ error: 'failed', message: 'no worker is there: try again' })
    const call = (this.#made += 1)
    return new Promise((end) => {
      this.#calls.set(call, { worker: worker.number, print, end })
      worker.send({ say: 'call', call, request })
    })
  }

  /** Passes on a line that a call printed. */
  printed({ call, line }: Extract<FromWorker, { say: 'printed' }>): void {
    this.#calls.get(call)?.print(line)
  }

  /** Ends a call. */
  returned({ call, end }: Extract<FromWorker, { say: 'returned' }>): void {
    this.#calls.get(call)?.end(end)
    this.#calls.delete(call)
  }

  /** Ends the calls of a worker that is gone. */
  lost(worker: number): void {
    for (const [call, { worker: at, end }] of this.#calls) {
      if (at !== worker) continue
      end({ error: 'failed', message: 'the worker that did it has ended' })
      this.#calls.delete(call)
    }
  }
}
