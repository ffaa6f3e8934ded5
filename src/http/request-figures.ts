import type { JsonObject } from '../json.ts'

/** Upper bounds of the classes of durations, in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** Requests of one verb, module and status. */
interface Kind {
  readonly verb: string
  readonly module: string
  readonly status: number
  count: number
}

/**
 * Requests answered and being answered. Counting is plain arithmetic, since every request pays for it; names and
 * labels are made of it when somebody asks.
 */
export class RequestFigures {
  active = 0
  /** By module, and then by verb and status: names that are there already are looked up without joining them. */
  readonly #kinds = new Map<string, Kind[]>()
  /** Requests for each class of durations; the last is that of all longer ones. */
  readonly #durations = new Array<number>(bounds.length + 1).fill(0)
  #seconds = 0

  /** Counts one answered request; `milliseconds` is its duration. */
  count(verb: string, module: string, status: number, milliseconds: number): void {
    this.#kind(verb, module, status).count += 1
    const seconds = milliseconds / 1000
    let place = 0
    while (seconds > (bounds[place] ?? Infinity)) place += 1
    this.#durations[place] = (this.#durations[place] ?? 0) + 1
    this.#seconds += seconds
  }

  /** The figures as prom-client gives and takes them as JSON. */
  json(): readonly JsonObject[] {
    return [
      {
        name: 'crossbar_requests_total',
        help: 'Requests answered, by verb, module and status.',
        type: 'counter',
        aggregator: 'sum',
        values: Array.from([...this.#kinds.values()].flat(), ({ verb, module, status, count }) => ({
          labels: { verb, module, status: String(status) },
          value: count,
        })),
      },
      {
        name: 'crossbar_request_seconds',
        help: 'Time from the first byte of a request to the last byte of its answer.',
        type: 'histogram',
        aggregator: 'sum',
        values: this.#durationValues(),
      },
      {
        name: 'crossbar_requests_active',
        help: 'Requests being answered now.',
        type: 'gauge',
        aggregator: 'sum',
        values: [{ labels: {}, value: this.active }],
      },
    ]
  }

  #kind(verb: string, module: string, status: number): Kind {
    let kinds = this.#kinds.get(module)
    if (!kinds) this.#kinds.set(module, (kinds = []))
    let kind = kinds.find((each) => each.verb === verb && each.status === status)
    if (!kind) kinds.push((kind = { verb, module, status, count: 0 }))
    return kind
  }

  #durationValues(): readonly JsonObject[] {
    const name = 'crossbar_request_seconds'
    let total = 0
    const buckets = this.#durations.map((count, place) => {
      total += count
      return { labels: { le: bounds[place] ?? '+Inf' }, value: total, metricName: `${name}_bucket` }
    })
    return [
      ...buckets,
      { labels: {}, value: this.#seconds, metricName: `${name}_sum` },
      { labels: {}, value: total, metricName: `${name}_count` },
    ]
  }
}
