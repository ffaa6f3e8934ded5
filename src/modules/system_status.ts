import { createHash } from 'node:crypto'
import type { JsonObject } from '../json.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { processFigures } from './declaration/process-figures.ts'
import { dataResult } from './declaration/results.ts'
import type { Services } from './declaration/services.ts'

const megabyte = 1024 * 1024

/** The nodes of the installation, by zone and kind, as far as this one knows: itself (auth-and-system.md, "system_status"). */
export default {
  name: 'system_status',
  operations: [
    anywhere('GET', '', {
      summary: 'Tells which nodes there are and how they are',
      permission: 'superduper',
      accountless: 'superduper',
      handle: ({ services }) => dataResult(systemStatus(services)),
    }),
  ],
} satisfies Module

/** The nodes by zone, kind and name. */
export function systemStatus({ config, version }: Pick<Services, 'config' | 'version'>): JsonObject {
  const { memory, processes, ports } = processFigures()
  const { node, zone } = config
  return {
    [zone]: {
      kazoo_apps: {
        [node]: {
          node,
          md5: createHash('md5').update(node).digest('hex'),
          version,
          used_memory: `${(memory / megabyte).toFixed(2)}MB`,
          processes,
          ports,
          zone,
          kapps: ['crossbar'],
        },
      },
    },
  }
}
