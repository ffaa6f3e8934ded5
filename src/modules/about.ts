import type { JsonObject } from '../json.ts'
import type { Context } from './declaration/context.ts'
import { anywhere, type Module } from './declaration/module.ts'
import { dataResult } from './declaration/results.ts'

/** The software that answers, and what it takes of the machine (auth-and-system.md, "about"). */
export default {
  name: 'about',
  operations: [
    anywhere('GET', '', {
      summary: 'Tells the version of the software and what it takes of the machine',
      permission: 'tree',
      accountless: 'superduper',
      handle: (context) => dataResult(about(context)),
    }),
  ],
} satisfies Module

/**
 * The original runs in a virtual machine of its own; its names are kept for the nearest things here:
 * what is under way for processes, open connections and listeners for ports.
 */
function about({ services }: Context): JsonObject {
  const underWay = process.getActiveResourcesInfo()
  return {
    version: services.version,
    used_memory: process.memoryUsage.rss(),
    processes: underWay.length,
    ports: underWay.filter((resource) => /^(?:TCP|Pipe|UDP|TTY)/.test(resource)).length,
    erlang_version: '0',
  }
}
