/** What becomes of somebody who wants in. */
export type Verdict<Admission> =
  | { readonly verdict: 'enter'; readonly admission: Admission }
  | { readonly verdict: 'refused' }
  /** Those ahead may still turn out to leave room: to be asked again when one of the key has finished. */
  | { readonly verdict: 'behind'; readonly key: string }

/** How many may wait, and for how long. */
export interface WaitingBounds {
  /** For one key. */
  readonly perKey: number
  /** For all keys. */
  readonly altogether: number
  readonly longestMs: number
}

interface Waiting<Who, Admission> {
  readonly who: Who
  key: string
  readonly leave: (admission: Admission | undefined) => void
}

/**
 * Lines of those who wait until others have finished, one for each key, first come first served. `judge` decides
 * about who wants in; when it lets somebody enter, it has counted them already.
 */
export class WaitingLines<Who, Admission> {
  readonly #judge: (who: Who) => Verdict<Admission>
  readonly #bounds: WaitingBounds
  readonly #lines = new Map<string, Waiting<Who, Admission>[]>()
  #waiting = 0

  constructor(judge: (who: Who) => Verdict<Admission>, bounds: WaitingBounds) {
    this.#judge = judge
    this.#bounds = bounds
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting
  }

  /** Lets somebody in, at once or after those ahead; `undefined`: refused, or too many wait, or for too long. */
  async enter(who: Who): Promise<Admission | undefined> {
    const verdict = this.#judge(who)
    if (verdict.verdict === 'enter') return verdict.admission
    if (verdict.verdict === 'refused') return undefined
    const { key } = verdict
    const { perKey, altogether, longestMs } = this.#bounds
    if (this.#waiting >= altogether || (this.#lines.get(key)?.length ?? 0) >= perKey) return undefined
    return new Promise((resolve) => {
      this.#waiting += 1
      const leave = (admission: Admission | undefined): void => {
        clearTimeout(timer)
        this.#waiting -= 1
        resolve(admission)
      }
      const waiting = { who, key, leave }
      const timer = setTimeout(() => this.#giveUp(waiting), longestMs)
      this.#append(waiting)
    })
  }

  /** To be called when one of the key has finished, or room was made or taken otherwise. */
  advance(key: string): void {
    const line = this.#lines.get(key)
    if (!line) return
    for (let first = line[0]; first; first = line[0]) {
      const verdict = this.#judge(first.who)
      if (verdict.verdict === 'behind' && verdict.key === key) return
      line.shift()
      if (verdict.verdict === 'behind') {
        first.key = verdict.key
        this.#append(first)
      } else first.leave(verdict.verdict === 'enter' ? verdict.admission : undefined)
    }
    this.#lines.delete(key)
  }

  #append(waiting: Waiting<Who, Admission>): void {
    const line = this.#lines.get(waiting.key)
    if (line) line.push(waiting)
    else this.#lines.set(waiting.key, [waiting])
  }

  #giveUp(waiting: Waiting<Who, Admission>): void {
    const line = this.#lines.get(waiting.key) ?? []
    const at = line.indexOf(waiting)
    if (at < 0) return
    line.splice(at, 1)
    if (line.length === 0) this.#lines.delete(waiting.key)
    waiting.leave(undefined)
    this.advance(waiting.key)
  }
}
