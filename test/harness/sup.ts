import assert from 'node:assert/strict'
import { connectTo, Unreachable } from '../../src/cli/sup-connection.ts'
import { maintenanceModules } from '../../src/maintenance/index.ts'
import { silentLog } from '../../src/logging/log.ts'
import { createDispatch } from '../../src/maintenance/registry.ts'
import type { MaintenanceEnd } from '../../src/maintenance/protocol.ts'
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
    return calledOf(module, lines.map((line) => `${line}\n`).join(''), end)
  }
}

/** Calls maintenance functions of a server of the tests through its socket, as `sup` does. */
export function supThrough(server: () => TestServer): (...words: readonly string[]) => Promise<Called> {
  return async (module = '', name = '', ...args) => {
    const connection = await connectTo(server().folder)
    assert.ok(!(connection instanceof Unreachable))
    let out = ''
    const end = await connection.call(
      { module, function: name, args, erlTerms: false },
      (text) => {
        out += text
      },
      60,
    )
    assert.ok(typeof end !== 'string', `the call of ${module} ${name} ended with ${JSON.stringify(end)}`)
    return calledOf(module, out, end)
  }
}

function calledOf(module: string, out: string, end: MaintenanceEnd): Called {
  if ('error' in end) {
    const isUnknown = end.error === 'unknown'
    const prefix = isUnknown ? 'sup' : 'Command failed'
    return { out: `${out}${prefix}: ${end.message}\n`, code: isUnknown ? 1 : 3 }
  }
  if (end.exit !== undefined) return { out, code: end.exit }
  return { out: `${out}${end.result}\n`, code: end.ok || !module.endsWith('_maintenance') ? 0 : 2 }
}
