import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { JsonObject } from '../json.ts'

/** The figures of one process as JSON, for another to add to its own. */
export type ProcessFigures = readonly JsonObject[]

/** Figures for Prometheus: requests by verb, module and status, their duration, and the process. */
export class Metrics {
  readonly #registry = new Registry()
  readonly #requests = new Counter({
    name: 'crossbar_requests_total',
    help: 'Requests answered, by verb, module and status.',
    labelNames: ['verb', 'module', 'status'] as const,
    registers: [this.#registry],
  })
  readonly #seconds = new Histogram({
    name: 'crossbar_request_seconds',
    help: 'Time from the first byte of a request to the last byte of its answer.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.#registry],
  })
  readonly #active = new Gauge({
    name: 'crossbar_requests_active',
    help: 'Requests being answered now.',
    registers: [this.#registry],
  })
  #processToo = false
  readonly #others: (() => Promise<readonly ProcessFigures[]>) | undefined
  active = 0

  /** `others` asks the processes that answer on the same port for theirs. */
  constructor(others?: () => Promise<readonly ProcessFigures[]>) {
    this.#others = others
  }

  /** Counts one answered request; `milliseconds` is its duration. */
  count(verb: string, module: string, status: number, milliseconds: number): void {
    this.#requests.inc({ verb, module, status: String(status) })
    this.#seconds.observe(milliseconds / 1000)
  }

  /** The figures in Prometheus' text format; of several processes added up, where that makes sense. */
  async text(): Promise<string> {
    this.#collect()
    if (!this.#others) return await this.#registry.metrics()
    const [own, others] = await Promise.all([this.json(), this.#others()])
    return await AggregatorRegistry.aggregate([own, ...others]).metrics()
  }

  /** The figures of this process alone. */
  async json(): Promise<ProcessFigures> {
    this.#collect()
    // Another process gets them as JSON, and so does whoever adds them up.
    return JSON.parse(JSON.stringify(await this.#registry.getMetricsAsJSON())) as ProcessFigures
  }

  #collect(): void {
    if (!this.#processToo) {
      collectDefaultMetrics({ register: this.#registry })
      this.#processToo = true
    }
    this.#active.set(this.active)
  }

  get contentType(): string {
    return this.#registry.contentType
  }
}
