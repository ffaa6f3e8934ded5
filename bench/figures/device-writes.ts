import { join } from 'node:path'
import { idOf } from '../../test/harness/reply.ts'
import { headersOf } from '../captured-answer.ts'
import { firstSerial, newDevice } from '../installation.ts'
import { measure } from '../load.ts'
import { inRounds } from '../rounds.ts'
import { sampleWrite } from '../sample-write.ts'
import { startFloor } from '../servers.ts'
import { comparison } from '../table.ts'
import type { Figure } from './figure.ts'

const connections = 64

/** PUT of new devices, each on disk when it is answered. */
export const deviceWrites: Figure = {
  name: 'put',
  async measure({ installation, options }) {
    const { client, server, account, file, folder } = installation
    const path = `${account}/devices`
    let serial = firstSerial + 100_000_000
    const body = (): string => JSON.stringify({ data: newDevice((serial += 1)) })
    const sampleSerial = serial
    const reply = await client.put(path, newDevice(sampleSerial), {
      headers: { 'accept-encoding': 'identity' },
    })
    const sample = sampleWrite(file, client.accountId, idOf(reply), String(sampleSerial), reply)
    const start = (name: string, grouped: boolean) =>
      startFloor('device-writes', {
        file: join(folder, `${name}.db`),
        grouped,
        sample,
        headers: headersOf(reply),
      })
    const single = await start('single', false)
    const grouped = await start('grouped', true)
    try {
      const headers = { ...installation.headers, 'content-type': 'application/json' }
      const load = {
        connections,
        headers,
        paths: [path],
        method: 'PUT',
        body,
        seconds: options.seconds,
      } as const
      for (const each of [server, single, grouped])
        await measure({ ...load, server: each, seconds: options.warmUpSeconds })
      const results = await inRounds(options.rounds, {
        ours: () => measure({ ...load, server }),
        single: () => measure({ ...load, server: single }),
        grouped: () => measure({ ...load, server: grouped }),
      })
      return [
        comparison('PUT a device, floor with a commit each', 'req/s', results.ours, results.single, 3),
        comparison('PUT a device, floor with group commit', 'req/s', results.ours, results.grouped, 0.5),
      ]
    } finally {
      await Promise.all([single.stop(), grouped.stop()])
    }
  },
}
