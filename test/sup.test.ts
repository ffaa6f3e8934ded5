import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { silentLog } from '../src/logging/log.ts'
import { createDispatch, defineMaintenance, NoReturn } from '../src/maintenance/registry.ts'
import { openAdminSocket } from '../src/maintenance/socket.ts'
import type { AdminSocket } from '../src/maintenance/socket.ts'
import { atom, ok, okWith } from '../src/maintenance/terms.ts'
import type { Term } from '../src/maintenance/terms.ts'
import { runNode } from './harness/program.ts'
import type { Ended } from './harness/program.ts'

const sup = fileURLToPath(new URL('../src/cli/sup.ts', import.meta.url))
const folder = mkdtempSync(path.join(tmpdir(), 'crossbar-sup-'))
let socket: AdminSocket

const maintenance = defineMaintenance<null>('crossbar_maintenance', {
  running_modules: { args: '', summary: 'Lists modules.', run: () => [atom('cb_about'), atom('cb_users')] },
  greet: {
    args: 'NAME',
    summary: 'Greets.',
    run([name = ''], { print }) {
      print(`hello ${name}`)
      return ok
    },
  },
  silent: { args: '', summary: 'Ends.', run: () => new NoReturn(9) },
  crash: {
    args: '',
    summary: 'Breaks.',
    run() {
      throw new Error('out of order')
    },
  },
  never: { args: '', summary: 'Waits.', run: () => new Promise<Term>(() => undefined) },
})
const config = defineMaintenance<null>('kapps_config', {
  get: { args: 'KEY', summary: 'Reads.', run: (_, { terms }) => okWith(terms[0] ?? '') },
})

before(async () => {
  socket = await openAdminSocket(folder, createDispatch([maintenance, config], null, silentLog()))
})
after(async () => {
  await socket.close()
  rmSync(folder, { recursive: true })
})

function call(...words: readonly string[]): Promise<Ended> {
  return runNode([sup, ...words], { env: { CROSSBAR_DATA: folder } })
}

describe('sup', () => {
  it('shows output and result; a maintenance module that gives back ok ends with 0', async () => {
    const { stdout, stderr, code } = await call('crossbar_maintenance', 'greet', '-Ada')
    assert.deepEqual({ stdout, stderr, code }, { stdout: 'hello -Ada\nok\n', stderr: '', code: 0 })
  })

  it('ends with 2 when a maintenance module gives back something else', async () => {
    const { stdout, code } = await call('crossbar_maintenance', 'running_modules')
    assert.deepEqual({ stdout, code }, { stdout: '[cb_about,cb_users]\n', code: 2 })
  })

  it('ends with 0 for other modules, with terms as they were written', async () => {
    const { stdout, code } = await call('-e', 'kapps_config', 'get', '[5,{a,"b"}]')
    assert.deepEqual({ stdout, code }, { stdout: '{ok,[5,{a,<<"b">>}]}\n', code: 0 })
  })

  it('ends as a function without a result says', async () => {
    const { stdout, code } = await call('crossbar_maintenance', 'silent')
    assert.deepEqual({ stdout, code }, { stdout: '', code: 9 })
  })

  it('tells what it does when asked to', async () => {
    const { stdout } = await call('-v', 'crossbar_maintenance', 'greet', 'a')
    assert.equal(
      stdout,
      `Connected to service kazoo_apps at ${socket.path}\nRunning crossbar_maintenance:greet(a)\nhello a\nResult: ok\n`,
    )
  })

  it('ends with 1 for what is unknown, saying what there is', async () => {
    const { stdout, stderr, code } = await call('crossbar_maintenance', 'greet')
    assert.deepEqual(
      { stdout, stderr, code },
      { stdout: '', stderr: 'sup: crossbar_maintenance greet takes NAME; given: 0\n', code: 1 },
    )
  })

  it('ends with 3 when the function fails, and with 4 when time runs out', async () => {
    const failing = await call('crossbar_maintenance', 'crash')
    assert.deepEqual([failing.stderr, failing.code], ['Command failed: out of order\n', 3])
    const waiting = await call('-t', '1', 'crossbar_maintenance', 'never')
    assert.equal(waiting.code, 4)
    assert.match(waiting.stderr, /^Command failed: timeout/)
  })

  it('lists what can be called', async () => {
    const { stdout, code } = await call('help', 'kapps_config')
    assert.deepEqual({ stdout, code }, { stdout: 'kapps_config\n  get KEY\n      Reads.\n\n', code: 0 })
  })

  it('shows its usage', async () => {
    const help = await call('--help')
    assert.equal(help.code, 1)
    assert.match(help.stdout, /^usage: sup \[OPTIONS\] MODULE FUNCTION/)
    const wrong = await call('-x')
    assert.equal(wrong.code, 1)
    assert.match(wrong.stderr, /^sup: -x is not an option\n\nusage:/)
  })

  it('says so when no server answers', async () => {
    const elsewhere = path.join(folder, 'elsewhere')
    const { stdout, stderr, code } = await call('-d', elsewhere, 'crossbar_maintenance', 'greet', 'a')
    assert.equal(code, 1)
    assert.equal(stderr, 'Connection to service failed!\n')
    assert.ok(stdout.startsWith(`No server answers at ${path.join(elsewhere, 'crossbar.sock')} (ENOENT).\n`))
  })
})
