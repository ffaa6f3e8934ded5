import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

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
  active = 0

  /** Counts one answered request; `milliseconds` is its duration. */
  count(verb: string, module: string, status: number, milliseconds: number): void {
    this.#requests.inc({ verb, module, status: String(status) })
    this.#seconds.observe(milliseconds / 1000)
  }

  /** The figures in Prometheus' text format. */
  async text(): Promise<string> {
    if (!this.#processToo) {
      collectDefaultMetrics({ register: this.#registry })
      this.#processToo = true
    }
    this.#active.set(this.active)
    return await this.#registry.metrics()
  }

  get contentType(): string {
    return this.#registry.contentType
  }
}
