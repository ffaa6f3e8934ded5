import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { measure } from '../load.ts'
import { inRounds, processorTime, speed } from '../rounds.ts'
import type { Figure } from './figure.ts'

const connections = 50

/** The check of a token that was seen before, as a share of a GET. */
export const tokenCheck: Figure = {
  name: 'token',
  async measure({ installation, options }) {
    const { server, headers, devices, client } = installation
    const load = { server, connections, headers, paths: devices, seconds: options.seconds }
    await measure({ ...load, seconds: options.warmUpSeconds })
    const { gets } = await inRounds(3, { gets: () => measure(load) })
    const get = processorTime(gets) ?? 1e6 / speed(gets)
    const check = checkMicroseconds(installation.dataFolder, client.token ?? '')
    return [
      {
        figure: 'Check of a known token, as a share of a GET',
        ours: `${check.toFixed(2)} µs of ${get.toFixed(1)} µs CPU`,
        floor: '',
        ratio: `${((check / get) * 100).toFixed(1)} %`,
        target: '',
      },
    ]
  },
}

/** Times the two stages that find and check the token, in a process of their own. */
function checkMicroseconds(dataFolder: string, token: string): number {
  const script = fileURLToPath(new URL('../time-token-check.ts', import.meta.url))
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, dataFolder, token], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`the token check was not timed: ${stderr}`)
  return Number(stdout)
}
