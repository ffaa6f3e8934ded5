import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from '../../test/harness/client.ts'
import { realm as account_realm } from '../installation.ts'
import { latencies, percentile } from '../latencies.ts'
import { onOneProcessor } from '../process-facts.ts'
import { median } from '../rounds.ts'
import type { Figure } from './figure.ts'

/** Sign-ins a second. */
const signInRate = 20
/** Reads a second meanwhile: a fraction of what one processor can do. */
const readRate = 300
const connections = 10
const most = 2

const settings = {
  token_buckets: { crossbar: { max_bucket_tokens: 100_000, tokens_fill_rate: 100_000 } },
  'crossbar.auth': { throttle: { per_login: 0, per_address: 0 } },
}

/** What sign-ins do to others: the slowest answers to reads, with and without them, on one processor. */
export const signIns: Figure = {
  name: 'sign-ins',
  async measure({ installation, options }) {
    const { server, headers, devices, account, client } = installation
    const seconds = Math.max(2, options.seconds)
    const master = await installation.masterClient()
    // Everybody signs in from one address here, several at a time.
    for (const [category, section] of Object.entries(settings)) {
      const set = await master.put(`/v2/system_configs/${category}`, { default: section })
      if (set.status !== 201) throw new Error(`no settings: ${set.text}`)
    }
    // A password that was right before is not hashed again: everybody signs in once.
    const people = seconds * signInRate * options.rounds
    for (let at = 0; at < people; at++) {
      const person = {
        first_name: 'Jo',
        last_name: String(at),
        username: nameOf(at),
        password: 'pass word 1',
      }
      const { status, text } = await client.put(`${account}/users`, person)
      if (status !== 201) throw new Error(`no user: ${text}`)
    }
    const isBound = onOneProcessor(server.pid)
    const pace = { server, headers, paths: devices, rate: readRate, connections, seconds }
    await latencies({ ...pace, seconds: options.warmUpSeconds })
    const alone: number[] = []
    const among: number[] = []
    const slowest = async (): Promise<number> => percentile(await latencies(pace), 0.99)
    let next = 0
    const signInAll = async (): Promise<void> => {
      const running: Promise<string | undefined>[] = []
      for (let at = 0; at < seconds * signInRate; at++) {
        running.push(signIn(server.url, nameOf(next++)))
        await pause(1000 / signInRate)
      }
      const fault = (await Promise.all(running)).find((each) => each !== undefined)
      if (fault !== undefined) throw new Error(`no sign-in: ${fault}`)
    }
    for (let round = 0; round < options.rounds; round++) {
      alone.push(await slowest())
      const [p99] = await Promise.all([slowest(), signInAll()])
      among.push(p99)
    }
    const ratios = among.map((p99, round) => p99 / (alone[round] ?? Number.NaN))
    const ratio = median(ratios)
    const where = isBound ? ', one processor' : ''
    return [
      {
        figure: `p99 of ${String(readRate)} reads/s among ${String(signInRate)} sign-ins/s${where}`,
        ours: `${median(among).toFixed(1)} ms`,
        floor: `without: ${median(alone).toFixed(1)} ms`,
        ratio: `${ratio.toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
        target: `at most ${most.toFixed(2)}`,
        met: ratio <= most,
      },
    ]
  },
}

function nameOf(at: number): string {
  return `person${String(at)}`
}

/** Gives back what was answered instead of a token. */
async function signIn(url: string, username: string): Promise<string | undefined> {
  const credentials = createHash('md5').update(`${username}:pass word 1`).digest('hex')
  const { status, text } = await new Client(url).put('/v2/user_auth', { credentials, account_realm })
  return status === 201 ? undefined : text
}
