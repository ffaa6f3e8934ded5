import type { Figures } from './messages.ts'

interface Round {
  readonly awaited: Set<number>
  readonly figures: Figures[]
  readonly done: (figures: readonly Figures[]) => void
}

/** Who does not answer within this time, in milliseconds, is left out. */
const patienceMs = 1_000

/** Collects the figures of several workers. */
export class FigureRounds {
  readonly #rounds = new Map<number, Round>()
  #begun = 0

  /** Asks workers with `ask`, by number, and resolves with what they gave. */
  gather(
    workers: readonly number[],
    ask: (worker: number, round: number) => void,
  ): Promise<readonly Figures[]> {
    if (workers.length === 0) return Promise.resolve([])
    const id = (this.#begun += 1)
    return new Promise((resolve) => {
      const late = setTimeout(() => this.#finish(id), patienceMs)
      const done = (figures: readonly Figures[]): void => {
        clearTimeout(late)
        resolve(figures)
      }
      this.#rounds.set(id, { awaited: new Set(workers), figures: [], done })
      for (const worker of workers) ask(worker, id)
    })
  }

  /** Takes the figures of one. */
  took(worker: number, id: number, figures: Figures): void {
    const round = this.#rounds.get(id)
    if (!round?.awaited.delete(worker)) return
    round.figures.push(figures)
    if (round.awaited.size === 0) this.#finish(id)
  }

  #finish(id: number): void {
    const round = this.#rounds.get(id)
    this.#rounds.delete(id)
    round?.done(round.figures)
  }
}
