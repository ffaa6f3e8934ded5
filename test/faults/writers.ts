import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { isJsonObject } from '../../src/json.ts'
import { Client, type Reply } from '../harness/client.ts'

/** A document that was acknowledged: its name then, and the one that may have been written after that. */
interface Written {
  known: string
  tried?: string
}

/**
 * Clients that create and change documents without a break. Where a server does not answer, or answers 503, they
 * go on with the next one, as clients of several nodes do. They note what was acknowledged.
 */
export class Writers {
  readonly written = new Map<string, Written>()
  /** Answers other than success, by status; 0: no answer. */
  readonly refusals = new Map<number, number>()
  readonly #urls: readonly string[]
  readonly #token: string
  readonly #path: string
  readonly #envelopes: Reply[] = []
  #working: Promise<unknown> | undefined
  #stopped = false

  /** `client` is signed in; `urls` are the servers. */
  constructor(client: Client, urls: readonly string[] = [client.url]) {
    this.#urls = urls
    this.#token = client.token ?? ''
    this.#path = `/v2/accounts/${client.accountId}/menus`
  }

  /** Answers of 503. */
  get unavailable(): readonly Reply[] {
    return this.#envelopes
  }

  /** Begins to write with so many clients. */
  start(count: number, prefix: string): void {
    this.#stopped = false
    this.#working = Promise.all(
      Array.from({ length: count }, (_, n) => this.#write(`${prefix}-${String(n)}`, n)),
    )
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#working
  }

  /** Fails unless every document that was acknowledged is there as it was last acknowledged, or as tried after that. */
  async check(client: Client, of: (count: number) => boolean = () => true): Promise<void> {
    let count = 0
    for (const [path, { known, tried }] of this.written) {
      if (!of((count += 1))) continue
      const reply = await client.get(path)
      assert.equal(reply.status, 200, `${path} was acknowledged and is not there: ${reply.text}`)
      const name = isJsonObject(reply.data) ? reply.data['name'] : undefined
      assert.ok(name === known || name === tried, `${path} is ${String(name)}, not ${known}`)
    }
  }

  async #write(writer: string, first: number): Promise<void> {
    let at = first
    const send = async (method: 'PUT' | 'POST', path: string, name: string): Promise<Reply | undefined> => {
      while (!this.#stopped) {
        const url = this.#urls[at % this.#urls.length] ?? ''
        const reply = await new Client(url, this.#token)
          .request(method, path, { name }, {})
          .catch(() => undefined)
        if (reply && reply.status < 300) return reply
        this.#refused(reply)
        at += 1
        // Created or changed before the answer was lost: the next one is another.
        if (reply?.status !== 503) return undefined
        await pause(10)
      }
      return undefined
    }
    for (let count = 0; !this.#stopped; count += 1) {
      const name = `${writer}-${String(count)}`
      const created = await send('PUT', this.#path, name)
      if (!created) {
        await pause(5)
        continue
      }
      const path = `${this.#path}/${isJsonObject(created.data) ? String(created.data['id']) : ''}`
      const written: Written = { known: name, tried: `${name} again` }
      this.written.set(path, written)
      if (await send('POST', path, `${name} again`)) written.known = `${name} again`
    }
  }

  #refused(reply: Reply | undefined): void {
    const status = reply?.status ?? 0
    this.refusals.set(status, (this.refusals.get(status) ?? 0) + 1)
    if (reply?.status === 503) this.#envelopes.push(reply)
  }
}
