import { setTimeout as pause } from 'node:timers/promises'
import { answer, emptyAnswer, type Failure } from '../failures.ts'
import type { Context } from './declaration/context.ts'
import { anywhere, type Module, type Operation } from './declaration/module.ts'
import { dataResult, type Result } from './declaration/results.ts'

/** Most characters of output that are answered. */
const mostOutput = 1024 * 1024

/** Maintenance functions over HTTP, those of `<module>_maintenance` (auth-and-system.md, "sup"). */
export default {
  name: 'sup',
  optional: true,
  operations: [
    calling('{module}', 'Calls status of a maintenance module'),
    calling('{module}/{function}', 'Calls a maintenance function'),
    calling('{module}/{function}/{args...}', 'Calls a maintenance function with arguments'),
  ],
} satisfies Module

function calling(path: string, summary: string): Operation {
  return anywhere('GET', path, { summary, accountless: 'superduper', handle: call })
}

async function call(context: Context): Promise<Result | Failure> {
  const { maintenance, config } = context.services
  // From the path as it was split: an argument may have slashes of its own.
  const [module = '', name = 'status', ...args] = context.nouns.at(-1)?.args ?? []
  const output = new Output()
  const ended = new AbortController()
  const called = await Promise.race([
    maintenance.call(`${module}_maintenance`, name, args, (line) => {
      output.add(line)
    }),
    late(config.integer('crossbar.sup', 'timeout_ms', 120_000), ended.signal),
  ])
  ended.abort()
  if (called === 'late') return answer(500, 'timeout', { output: output.text })
  switch (called.outcome) {
    case 'done':
      return dataResult(output.text)
    case 'returned':
      return dataResult(called.result)
    case 'refused':
      return answer(500, called.reason, {})
    case 'unknown':
      return emptyAnswer(404)
    case 'broken':
      return answer(500, 'init failed', {})
  }
}

/** The function goes on; only its caller waits no longer. */
async function late(ms: number, signal: AbortSignal): Promise<'late'> {
  return await pause(ms, 'late' as const, { signal, ref: false }).catch(() => 'late' as const)
}

/** What a function printed, as far as it is answered. */
class Output {
  text = ''
  #isFull = false

  add(line: string): void {
    if (this.#isFull) return
    this.#isFull = this.text.length + line.length >= mostOutput
    this.text += this.#isFull ? '…\n' : `${line}\n`
  }
}
