import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, afterEach, describe, it } from 'node:test'
import type { Dispatch } from './registry.ts'
import { findSocket } from './socket-path.ts'
import { AdminSocketBusy, openAdminSocket } from './socket.ts'
import type { AdminSocket } from './socket.ts'
import { ok, okWith, printTerm } from './terms.ts'

const base = mkdtempSync(path.join(tmpdir(), 'crossbar-socket-'))
after(() => {
  rmSync(base, { recursive: true, force: true })
})

let folders = 0
function newFolder(name = ''): string {
  const folder = path.join(base, String((folders += 1)), name)
  mkdirSync(folder, { recursive: true })
  return folder
}

const opened: AdminSocket[] = []
afterEach(async () => {
  for (const socket of opened.splice(0)) await socket.close()
})

async function open(folder: string, dispatch: Dispatch): Promise<AdminSocket> {
  const socket = await openAdminSocket(folder, dispatch)
  opened.push(socket)
  return socket
}

const echo: Dispatch = async (module, name, args, print) => {
  print(`${module} ${name}`)
  await Promise.resolve()
  print(printTerm(args))
  if (name === 'end') return { kind: 'no_return', exit: 3 }
  if (name === 'fail') return { kind: 'failed', message: 'broken' }
  return { kind: 'returned', term: name === 'ok' ? ok : okWith('x') }
}

async function talk(place: string, line: string): Promise<unknown[]> {
  const socket = connect(place)
  socket.write(line)
  const answer = await text(socket)
  return answer
    .split('\n')
    .filter(Boolean)
    .map((each) => JSON.parse(each) as unknown)
}

function request(name: string, args: readonly unknown[] = [], erlTerms = false): string {
  return `${JSON.stringify({ module: 'm', function: name, args, erlTerms })}\n`
}

describe('admin socket', () => {
  it('streams the output of a call and its end', async () => {
    const folder = newFolder()
    const socket = await open(folder, echo)
    assert.equal(socket.path, path.join(folder, 'crossbar.sock'))
    assert.deepEqual(await talk(socket.path, request('ok', ['1', 'a"b'])), [
      { out: 'm ok\n' },
      { out: '[<<"1">>,<<"a\\"b">>]\n' },
      { result: 'ok', ok: true },
    ])
    assert.deepEqual((await talk(socket.path, request('get')))[2], { result: '{ok,<<"x">>}', ok: false })
    assert.deepEqual((await talk(socket.path, request('end')))[2], { result: '', ok: true, exit: 3 })
    assert.deepEqual((await talk(socket.path, request('fail')))[2], { error: 'failed', message: 'broken' })
  })

  it('reads arguments as terms when asked to', async () => {
    const socket = await open(newFolder(), echo)
    assert.deepEqual((await talk(socket.path, request('ok', ['5', '[a]'], true)))[1], { out: '[5,[a]]\n' })
    assert.deepEqual(await talk(socket.path, request('ok', ['[a'], true)), [
      { error: 'unknown', message: '"[a" is not a term: it ends too early' },
    ])
  })

  it('refuses what is no call and goes on', async () => {
    const socket = await open(newFolder(), echo)
    for (const line of ['hello\n', '[]\n', '{"module":1}\n', request('ok', [1])]) {
      assert.deepEqual(await talk(socket.path, line), [
        { error: 'unknown', message: 'the call cannot be read' },
      ])
    }
    const huge = connect(socket.path)
    huge.on('error', () => undefined)
    huge.write('x'.repeat(5 * 1024 * 1024))
    await new Promise((resolve) => huge.on('close', resolve))
    assert.equal((await talk(socket.path, request('ok'))).length, 3)
  })

  it('survives a caller who leaves in the middle', async () => {
    let finished = false
    const started = Promise.withResolvers<undefined>()
    const gone = Promise.withResolvers<undefined>()
    const socket = await open(newFolder(), async (_module, _name, _args, print) => {
      started.resolve(undefined)
      await gone.promise
      for (let line = 0; line < 100; line += 1) print('x'.repeat(10_000))
      finished = true
      return { kind: 'returned', term: ok }
    })
    const caller = connect(socket.path)
    caller.write(request('slow'))
    await started.promise
    caller.destroy()
    await once(caller, 'close')
    gone.resolve(undefined)
    await new Promise((resolve) => setTimeout(resolve, 50))
    assert.equal(finished, true)
  })

  it('is for its owner only, and gone after closing', { skip: process.platform === 'win32' }, async () => {
    const socket = await open(newFolder(), echo)
    assert.equal(statSync(socket.path).mode & 0o777, 0o600)
    await socket.close()
    assert.equal(existsSync(socket.path), false)
  })

  it('refuses when another server lives there, and leaves that one alone', async () => {
    const folder = newFolder()
    const first = await open(folder, echo)
    await assert.rejects(open(folder, echo), (error: Error) => {
      assert.ok(error instanceof AdminSocketBusy)
      assert.equal(error.message, `another server is running with the data folder ${folder}`)
      return true
    })
    assert.equal((await talk(first.path, request('ok'))).length, 3)
  })

  it('takes over from a server that was killed', { skip: process.platform === 'win32' }, async () => {
    const folder = newFolder()
    const place = path.join(folder, 'crossbar.sock')
    const script = `require('node:net').createServer().listen(${JSON.stringify(place)}, () => console.log('up'))`
    const killed = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(killed.stdout, 'data')
    killed.kill('SIGKILL')
    await once(killed, 'exit')
    assert.equal(existsSync(place), true)
    const both = await Promise.allSettled([open(folder, echo), open(folder, echo)])
    const winners = both.filter((each) => each.status === 'fulfilled')
    assert.equal(winners.length, 1, 'of two that start together one wins')
    assert.equal((await talk(place, request('ok'))).length, 3)
  })

  it(
    'moves to a short path when the data folder has a long one',
    { skip: process.platform === 'win32' },
    async () => {
      const folder = newFolder('long'.repeat(30))
      const socket = await open(folder, echo)
      assert.ok(Buffer.byteLength(socket.path) <= 103)
      assert.equal(statSync(path.dirname(socket.path)).mode & 0o777, 0o700)
      assert.equal(readFileSync(path.join(folder, 'crossbar.sock.path'), 'utf8'), `${socket.path}\n`)
      assert.equal(await findSocket(folder), socket.path)
      assert.equal((await talk(socket.path, request('ok'))).length, 3)
      await socket.close()
      assert.equal(existsSync(path.join(folder, 'crossbar.sock.path')), false)
      rmSync(path.dirname(socket.path), { recursive: true })
    },
  )
})
