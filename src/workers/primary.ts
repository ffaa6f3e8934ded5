import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Log } from '../logging/log.ts'
import type { Settings } from '../settings.ts'
import { FigureRounds } from './figure-rounds.ts'
import { MaintenanceCalls } from './maintenance-calls.ts'
import { assignmentVariable, type Assignment, type FromPrimary, type FromWorker } from './messages.ts'

/** First pause before a dead worker is replaced, in milliseconds; doubled with each death in a row. */
const shortestPauseMs = 100
const longestPauseMs = 30_000
/** A worker that answered requests for so long did not die of its start. */
const settledMs = 1_000

interface Post {
  readonly number: number
  worker: Worker | undefined
  /** Since when it answers requests. */
  answersSince: number
  /** Deaths one behind the other. */
  deaths: number
}

/** A first worker that could not start; it has said why itself. */
export class NoWorker extends Error {
  override readonly name = 'NoWorker'
}

/**
 * Runs workers on one port, and another in place of each that dies. It hands on what workers say to each other,
 * and knows neither store nor requests.
 */
export class Workforce {
  readonly #log: Log
  readonly #posts: readonly Post[]
  readonly #figures = new FigureRounds()
  /** Calls of `sup`: all to the same worker, as long as that lives. */
  readonly calls = new MaintenanceCalls(() => {
    const post = this.#posts.find(({ worker }) => worker?.isConnected())
    return post && { number: post.number, send: (message) => send(post.worker, message) }
  })
  readonly #host: string
  #port: number
  #stopping = false

  /** They listen on `host` and `port`; 0: any free one. */
  constructor(count: number, { host, port }: Pick<Settings, 'host' | 'port'>, log: Log) {
    this.#log = log
    this.#host = host
    this.#port = port
    this.#posts = Array.from({ length: count }, (_, index) => ({
      number: index + 1,
      worker: undefined,
      answersSince: Infinity,
      deaths: 0,
    }))
  }

  /**
   * Starts the workers: the first alone, since it may have to make the database and the first account; then the
   * others. Resolves when the first answers; rejects with `NoWorker` when it cannot start, and like `listen` when
   * the port cannot be had.
   */
  async start(): Promise<void> {
    const [first, ...others] = this.#posts
    if (!first) return
    // All have to name the same port to share it; and one that another program has is not to be shared.
    this.#port = await freePort(this.#host, this.#port)
    const answers = this.#fork(first)
    const died = new Promise<never>((_, reject) => {
      first.worker?.once('exit', () => reject(new NoWorker('the first worker did not start')))
    })
    await Promise.race([answers, died])
    this.#watch(first)
    for (const post of others) {
      void this.#fork(post)
      this.#watch(post)
    }
  }

  /** Lets all workers finish what they do; resolves when they have ended. Those left after `withinMs` are killed. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping = true
    const ended = this.#workers().map(
      (worker) => new Promise<void>((resolve) => void worker.once('exit', () => resolve())),
    )
    for (const worker of this.#workers()) send(worker, { say: 'stop' })
    const late = setTimeout(() => {
      this.#log.warn('stopping took too long, ending')
      for (const worker of this.#workers()) worker.process.kill('SIGKILL')
    }, withinMs)
    await Promise.all(ended)
    clearTimeout(late)
  }

  /** Forks a worker; resolves when it answers requests. */
  #fork(post: Post): Promise<void> {
    const assignment: Assignment = { number: post.number, port: this.#port }
    const worker = cluster.fork({ [assignmentVariable]: JSON.stringify(assignment) })
    post.worker = worker
    post.answersSince = Infinity
    const { promise, resolve } = Promise.withResolvers<undefined>()
    worker.on('message', (message: FromWorker) => {
      if (message.say === 'listening') {
        post.answersSince = performance.now()
        resolve(undefined)
      } else this.#take(post, message)
    })
    return promise
  }

  /** Puts another worker in the place of this one when it dies. */
  #watch(post: Post): void {
    const worker = post.worker
    worker?.once('exit', (code: number | null, signal: string | null) => {
      post.worker = undefined
      this.calls.lost(post.number)
      if (this.#stopping) return
      post.deaths = performance.now() - post.answersSince > settledMs ? 1 : post.deaths + 1
      const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** (post.deaths - 1))
      this.#log.error(
        { worker: post.number, code, signal, pause_ms: pauseMs },
        'a worker ended: it is replaced',
      )
      // It may have written something that it did not live to tell.
      this.#toOthers(post, { say: 'peers', message: { changes: [{ scope: 'everything' }] } })
      setTimeout(() => {
        if (this.#stopping) return
        void this.#fork(post)
        this.#watch(post)
      }, pauseMs)
    })
  }

  #take(post: Post, message: Exclude<FromWorker, { say: 'listening' }>): void {
    switch (message.say) {
      case 'peers':
        this.#toOthers(post, message)
        break
      case 'ask figures':
        void this.#gatherFigures(post, message.id)
        break
      case 'own figures':
        this.#figures.took(post.number, message.id, message.figures)
        break
      case 'printed':
        this.calls.printed(message)
        break
      case 'returned':
        this.calls.returned(message)
    }
  }

  async #gatherFigures(post: Post, id: number): Promise<void> {
    const others = this.#posts.filter((each) => each !== post && each.worker?.isConnected())
    const figures = await this.#figures.gather(
      others.map(({ number }) => number),
      (number, round) => send(this.#posts[number - 1]?.worker, { say: 'give figures', id: round }),
    )
    send(post.worker, { say: 'figures', id, figures })
  }

  #toOthers(post: Post, message: FromPrimary): void {
    for (const each of this.#posts) if (each !== post) send(each.worker, message)
  }

  #workers(): readonly Worker[] {
    return this.#posts.flatMap(({ worker }) => (worker ? [worker] : []))
  }
}

/** Resolves with the port if it can be had (0: with any); rejects like `listen`. */
async function freePort(host: string, port: number): Promise<number> {
  const server = createServer().listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

/** Says something to a worker; one that is about to die does not hear it. */
function send(worker: Worker | undefined, message: FromPrimary): void {
  if (worker?.isConnected()) worker.send(message, undefined, undefined, () => undefined)
}
