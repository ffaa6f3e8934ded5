import type { Logger } from 'pino'
import { isJsonObject, type JsonObject } from '../json.ts'
import type { Job, Store } from '../store/port.ts'

/** Does one job; rejecting makes it run again later. Must be harmless when done twice. */
export type JobHandler = (payload: JsonObject) => Promise<void>

/** How long a job is ours before another process may take it over, in milliseconds. */
const leaseMs = 60_000
/** Pause between looks for due jobs when nothing announces one, in milliseconds. */
const idleMs = 1_000
/** After so many attempts a job is given up. */
const mostAttempts = 20

/** Runs jobs from the store: each is claimed with a lease, retried with back-off, and survives a crash. */
export class JobRunner {
  readonly #store: Store
  readonly #log: Logger
  readonly #handlers = new Map<string, JobHandler>()
  #timer: NodeJS.Timeout | undefined
  #working: Promise<void> | undefined
  #stopped = false

  constructor(store: Store, log: Logger) {
    this.#store = store
    this.#log = log
  }

  /** Says who does the jobs of a kind. */
  handle(kind: string, handler: JobHandler): void {
    this.#handlers.set(kind, handler)
  }

  /** Begins to look for due jobs. */
  start(): void {
    this.#schedule(idleMs)
  }

  /** Looks for due jobs at once, for instance after one was written. */
  wake(): void {
    this.#schedule(0)
  }

  /** Takes no further jobs and waits for the one under way. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#working
  }

  #schedule(delay: number): void {
    if (this.#stopped || this.#working || this.#handlers.size === 0) return
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#working = this.#work().finally(() => {
        this.#working = undefined
        this.#schedule(idleMs)
      })
    }, delay).unref()
  }

  async #work(): Promise<void> {
    try {
      while (!this.#stopped) {
        const kinds = [...this.#handlers.keys()]
        const jobs = await this.#store.claimJobs({ kinds, now: Date.now(), leaseMs, limit: 10 })
        if (jobs.length === 0) return
        await this.#runAll(jobs)
      }
    } catch (error) {
      this.#log.warn({ err: error }, 'jobs wait: the store does not answer')
    }
  }

  async #runAll(jobs: readonly Job[]): Promise<void> {
    const left = new Set(jobs)
    const keeping = setInterval(() => {
      for (const { id, attempts } of left)
        this.#store.extendJob(id, attempts, Date.now() + leaseMs).catch(() => undefined)
    }, leaseMs / 3).unref()
    try {
      for (const job of jobs) {
        if (this.#stopped) break
        await this.#run(job)
        left.delete(job)
      }
    } finally {
      clearInterval(keeping)
    }
    // Those not begun need not wait until their lease has run out.
    for (const { id, attempts, runAt } of left) await this.#store.retryJob(id, attempts, runAt, 'not begun')
  }

  async #run(job: Job): Promise<void> {
    const payload: unknown = JSON.parse(job.payload)
    try {
      await this.#handlers.get(job.kind)?.(isJsonObject(payload) ? payload : {})
      await this.#store.finishJob(job.id, job.attempts)
    } catch (error) {
      if (job.attempts + 1 >= mostAttempts) {
        this.#log.error({ err: error, kind: job.kind, job: job.id }, 'job given up')
        await this.#store.finishJob(job.id, job.attempts)
        return
      }
      const delay = Math.min(3_600_000, 1_000 * 2 ** job.attempts)
      this.#log.warn({ err: error, kind: job.kind, job: job.id, retry_ms: delay }, 'job failed')
      await this.#store.retryJob(job.id, job.attempts, Date.now() + delay, String(error))
    }
  }
}
