import { failed, type Failure } from '../../failures.ts'
import type { Exchange } from '../exchange.ts'
import type { Stage } from '../stage.ts'

/** Makes the change, when there is one to make (core.md §2, step 17). */
export const perform: Stage = (exchange) => {
  const { outcome } = exchange
  if (outcome === undefined || failed(outcome)) throw new Error('nothing was validated')
  if (outcome.result === 'intent') return execute(exchange, outcome.perform)
  exchange.result = outcome
  return undefined
}

async function execute(
  exchange: Exchange,
  change: Extract<NonNullable<Exchange['outcome']>, { result: 'intent' }>['perform'],
): Promise<Failure | undefined> {
  // A GET that tunnels another verb is validated as that verb and changes nothing (core.md §7).
  if (exchange.method === 'GET') {
    exchange.result = { result: 'data' }
    return undefined
  }
  // Only now is it known that the files may stay; what refers to them is written after they are safe.
  for (const upload of exchange.uploads) await upload.keep()
  const result = await change()
  if (failed(result)) return result
  exchange.result = result
  return undefined
}
