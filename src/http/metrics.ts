import type * as Prometheus from 'prom-client'
import type { JsonObject } from '../json.ts'
import { RequestFigures } from './request-figures.ts'

/** The figures of one process as JSON, for another to add to its own. */
export type ProcessFigures = readonly JsonObject[]

/** Type of the text for Prometheus. */
export const figuresType = 'text/plain; version=0.0.4; charset=utf-8'

/** Figures for Prometheus: requests by verb, module and status, their duration, and the process. */
export class Metrics {
  readonly requests = new RequestFigures()
  readonly #others: (() => Promise<readonly ProcessFigures[]>) | undefined
  #process: Promise<ProcessRegistry> | undefined

  /** `others` asks the processes that answer on the same port for theirs. */
  constructor(others?: () => Promise<readonly ProcessFigures[]>) {
    this.#others = others
  }

  /** The figures in Prometheus' text format; of several processes added up, where that makes sense. */
  async text(): Promise<string> {
    const { prometheus, registry } = await this.#ofProcess()
    const added = (figures: readonly ProcessFigures[]) =>
      prometheus.AggregatorRegistry.aggregate([...figures]).metrics()
    if (!this.#others) return `${await added([this.requests.json()])}\n${await registry.metrics()}`
    const [own, others] = await Promise.all([this.json(), this.#others()])
    return await added([own, ...others])
  }

  /** The figures of this process alone. */
  async json(): Promise<ProcessFigures> {
    const { registry } = await this.#ofProcess()
    // Another process gets them as JSON, and so does whoever adds them up.
    const ofProcess = JSON.parse(JSON.stringify(await registry.getMetricsAsJSON())) as ProcessFigures
    return [...this.requests.json(), ...ofProcess]
  }

  #ofProcess(): Promise<ProcessRegistry> {
    this.#process ??= processRegistry()
    return this.#process
  }
}

interface ProcessRegistry {
  /** Loaded when somebody asks for figures. */
  readonly prometheus: typeof Prometheus.default
  /** Memory, processor, event loop and the like; watched from the first question on. */
  readonly registry: Prometheus.Registry
}

async function processRegistry(): Promise<ProcessRegistry> {
  const { default: prometheus } = await import('prom-client')
  const registry = new prometheus.Registry()
  prometheus.collectDefaultMetrics({ register: registry })
  return { prometheus, registry }
}
