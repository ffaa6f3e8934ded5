import { Client, type Reply } from '../../test/harness/client.ts'
import { checkAlike, from, headersOf } from '../captured-answer.ts'
import { firstSerial, newDevice } from '../installation.ts'
import { measure } from '../load.ts'
import { inRounds } from '../rounds.ts'
import { startFloor } from '../servers.ts'
import { comparison, speedText, type Row } from '../table.ts'
import type { Bench, Figure } from './figure.ts'

const connections = 50
const writingConnections = 64
const pageSize = 50

/** Connections that a server reads over when it has eight (`CROSSBAR_DATABASE_CONNECTIONS`). */
const readers = 4

/** GET of one device with a token; the floor has one prepared statement. */
export const deviceOnPostgres: Figure = {
  name: 'device-postgres',
  engines: ['postgres'],
  measure: (bench) =>
    reads(bench, 'GET one device', bench.installation.devices, 'device-postgres', 0.6, (sample) => ({
      rest: from(sample.text, '"auth_token":'),
    })),
}

/** GET of the first page of 50 devices. */
export const pageOnPostgres: Figure = {
  name: 'page-postgres',
  engines: ['postgres'],
  measure: (bench) => {
    const paths = [`${bench.installation.account}/devices`]
    return reads(bench, `GET ${String(pageSize)} devices`, paths, 'page-postgres', undefined, (sample) => ({
      view: 'devices/crossbar_listing',
      size: pageSize,
      rest: from(sample.text, ',"status":"success"'),
    }))
  },
}

/** PUT of new devices, each on disk when it is answered; there is no floor. */
export const writesOnPostgres: Figure = {
  name: 'put-postgres',
  engines: ['postgres'],
  async measure({ installation, options }) {
    const { server, account } = installation
    let serial = firstSerial + 100_000_000
    const load = {
      server,
      connections: writingConnections,
      headers: { ...installation.headers, 'content-type': 'application/json' },
      paths: [`${account}/devices`],
      method: 'PUT',
      body: () => JSON.stringify({ data: newDevice((serial += 1)) }),
      seconds: options.seconds,
    } as const
    await measure({ ...load, seconds: options.warmUpSeconds })
    const { ours } = await inRounds(options.rounds, { ours: () => measure(load) })
    return [
      {
        figure: 'PUT a device, PostgreSQL',
        ours: speedText(ours, 'req/s'),
        floor: '',
        ratio: '',
        target: '',
      },
    ]
  },
}

async function reads(
  { installation, options }: Bench,
  title: string,
  paths: readonly string[],
  floorName: string,
  least: number | undefined,
  configuration: (sample: Reply) => object,
): Promise<readonly Row[]> {
  const { client, server, databaseUrl, headers } = installation
  const [path = ''] = paths
  // As the load generator asks: it takes no compressed answers.
  const sample = await client.get(path, { headers: { ...headers, 'accept-encoding': 'identity' } })
  const shared = { headers: headersOf(sample), url: databaseUrl, connections: readers }
  const floor = await startFloor(floorName, { ...shared, ...configuration(sample) })
  try {
    checkAlike(sample, await new Client(floor.url).get(path))
    const load = { connections, headers, paths, seconds: options.seconds }
    for (const each of [server, floor])
      await measure({ ...load, server: each, seconds: options.warmUpSeconds })
    const results = await inRounds(options.rounds, {
      ours: () => measure({ ...load, server }),
      floor: () => measure({ ...load, server: floor }),
    })
    return [comparison(`${title}, PostgreSQL floor`, 'req/s', results.ours, results.floor, least)]
  } finally {
    await floor.stop()
  }
}
