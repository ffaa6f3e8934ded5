import { maintenanceModules } from '../../src/maintenance/index.ts'
import { silentLog } from '../../src/logging/log.ts'
import { createDispatch } from '../../src/maintenance/registry.ts'
import { answerWith } from '../../src/maintenance/socket.ts'
import type { TestServer } from './server.ts'

/** What an operator sees of a call of `sup`: its output with its result, and its exit code. */
export interface Called {
  readonly out: string
  readonly code: number
}

/** Calls maintenance functions of a server of the tests, as `sup` does but for the socket between. */
export function supOf(server: () => TestServer): (...words: readonly string[]) => Promise<Called> {
  return async (module = '', name = '', ...args) => {
    const answer = answerWith(createDispatch(maintenanceModules, server().running.edge.services, silentLog()))
    const lines: string[] = []
    const end = await answer({ module, function: name, args, erlTerms: false }, (line) => lines.push(line))
    const output = (...more: readonly string[]): string =>
      [...lines, ...more].map((line) => `${line}\n`).join('')
    if ('error' in end) {
      const isUnknown = end.error === 'unknown'
      const prefix = isUnknown ? 'sup' : 'Command failed'
      return { out: output(`${prefix}: ${end.message}`), code: isUnknown ? 1 : 3 }
    }
    if (end.exit !== undefined) return { out: output(), code: end.exit }
    return { out: output(end.result), code: end.ok || !module.endsWith('_maintenance') ? 0 : 2 }
  }
}
