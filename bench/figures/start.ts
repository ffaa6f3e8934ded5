import { setTimeout as pause } from 'node:timers/promises'
import { settleMs } from '../installation.ts'
import { median } from '../rounds.ts'
import type { Figure } from './figure.ts'

const rounds = 5

/** Start with everything in the store, and memory of a server that nobody asks anything. */
export const start: Figure = {
  name: 'start',
  callRecords: true,
  async measure({ installation, options }) {
    const ready: number[] = []
    const memory: number[] = []
    for (let round = 0; round < rounds; round++) {
      await installation.stop()
      ready.push(await installation.start())
      await pause(settleMs)
      memory.push(installation.server.residentBytes / 1e6)
    }
    await installation.signIn()
    const documents = `${options.callRecords.toLocaleString('en-US')} documents`
    return [
      {
        figure: `Ready with ${documents}`,
        ours: `${median(ready).toFixed(0)} ms (${range(ready)})`,
        floor: '',
        ratio: '',
        target: 'under 1000 ms',
        met: median(ready) < 1000,
      },
      {
        figure: `Idle memory with ${documents}`,
        ours: `${median(memory).toFixed(0)} MB (${range(memory)})`,
        floor: '',
        ratio: '',
        target: 'under 120 MB',
        met: median(memory) < 120,
      },
    ]
  },
}

function range(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`
}
