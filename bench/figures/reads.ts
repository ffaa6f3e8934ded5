import { Client, type Reply } from '../../test/harness/client.ts'
import { checkAlike, from, headersOf } from '../captured-answer.ts'
import { measure } from '../load.ts'
import { inRounds } from '../rounds.ts'
import { startFloor } from '../servers.ts'
import { comparison, type Row } from '../table.ts'
import type { Bench, Figure } from './figure.ts'

const connections = 50
const pageSize = 50

/** GET of one device with a token. */
export const device: Figure = {
  name: 'device',
  measure: (bench) => {
    const { devices } = bench.installation
    return reads(bench, 'GET one device', devices, 'device', (sample) => ({
      rest: from(sample.text, '"auth_token":'),
    }))
  },
}

/** GET of the first page of 50 devices. */
export const page: Figure = {
  name: 'page',
  measure: (bench) =>
    reads(
      bench,
      `GET ${String(pageSize)} devices`,
      [`${bench.installation.account}/devices`],
      'page',
      (sample) => ({
        view: 'devices/crossbar_listing',
        size: pageSize,
        rest: from(sample.text, ',"status":"success"'),
      }),
    ),
}

async function reads(
  { installation, options }: Bench,
  title: string,
  paths: readonly string[],
  floor: string,
  configuration: (sample: Reply) => object,
): Promise<readonly Row[]> {
  const { client, server, file, headers } = installation
  const [path = ''] = paths
  // As the load generator asks: neither takes compressed answers.
  const sample = await client.get(path, { headers: { ...headers, 'accept-encoding': 'identity' } })
  const shared = { headers: headersOf(sample) }
  const memory = await startFloor('memory', { ...shared, text: sample.text })
  const sqlite = await startFloor(floor, { ...shared, file, ...configuration(sample) })
  try {
    for (const each of [memory, sqlite]) checkAlike(sample, await new Client(each.url).get(path))
    const load = { connections, headers, paths, seconds: options.seconds }
    for (const each of [server, memory, sqlite])
      await measure({ ...load, server: each, seconds: options.warmUpSeconds })
    const results = await inRounds(options.rounds, {
      ours: () => measure({ ...load, server }),
      memory: () => measure({ ...load, server: memory }),
      sqlite: () => measure({ ...load, server: sqlite }),
    })
    return [
      comparison(`${title}, SQLite floor`, 'req/s', results.ours, results.sqlite, 0.6),
      comparison(`${title}, memory floor`, 'req/s', results.ours, results.memory),
    ]
  } finally {
    await Promise.all([memory.stop(), sqlite.stop()])
  }
}
