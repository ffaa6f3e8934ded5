import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { freePort } from './harness/free-port.ts'
import { runNode, startNode } from './harness/program.ts'
import type { Ended, RunningProgram } from './harness/program.ts'

const crossbar = fileURLToPath(new URL('../bin/crossbar.mjs', import.meta.url))
const base = mkdtempSync(path.join(tmpdir(), 'crossbar start '))
after(() => {
  rmSync(base, { recursive: true, force: true })
})

/** Secrets of the first account, so that two starts can be compared. */
const env = {
  CROSSBAR_SYNCHRONOUS: 'normal',
  CROSSBAR_MASTER_REALM: 'start.test',
  CROSSBAR_MASTER_PASSWORD: 'first password',
  CROSSBAR_MASTER_API_KEY: 'cd'.repeat(32),
}

function run(...words: readonly string[]): Promise<Ended> {
  return runNode([crossbar, ...words], { env })
}

interface Serving extends RunningProgram {
  readonly url: string
  readonly port: string
}

const running = new Set<RunningProgram>()
after(() => {
  for (const program of running) program.process.kill('SIGKILL')
})

async function serve(data: string, options: { readonly env?: NodeJS.ProcessEnv } = {}): Promise<Serving> {
  const program = startNode([crossbar, 'serve', '--data', data, '--port', '0'], {
    env: { ...env, ...options.env },
  })
  running.add(program)
  const line = await program.lineLike(/"msg":"listening on /)
  const { port, msg } = JSON.parse(line) as { port: number; msg: string }
  return { ...program, port: String(port), url: msg.replace('listening on ', '') }
}

/** Stops a server and checks that it ended well. */
async function stop(server: Serving, signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
  server.process.kill(signal)
  const ended = await server.ended
  running.delete(server)
  assert.deepEqual({ code: ended.code, signal: ended.signal }, { code: 0, signal: null })
  return ended
}

async function signIn(url: string): Promise<number> {
  const answer = await fetch(`${url}/v2/api_auth`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data: { api_key: env.CROSSBAR_MASTER_API_KEY } }),
  })
  return answer.status
}

describe('crossbar', () => {
  it('tells its commands and settings', async () => {
    const help = await run('--help')
    assert.equal(help.code, 0)
    for (const name of ['serve', 'backup FILE', 'restore FILE', 'version']) {
      assert.match(help.stdout, new RegExp(`^ {2}crossbar ${name} `, 'm'))
    }
    const serving = await run('serve', '--help')
    assert.equal(serving.code, 0)
    assert.match(serving.stdout, /^ {2}--port, CROSSBAR_PORT$/m)
    assert.equal((await run('help', 'serve')).stdout, serving.stdout)
    assert.match((await run('version')).stdout, /^crossbar \d+\.\d+\.\d+ \(Node\.js \S+, SQLite \S+\)\n$/)
  })

  it('answers a wrong command line with one line and 2', async () => {
    const unknown = await run('sevre')
    assert.equal(unknown.code, 2)
    assert.match(unknown.stderr, /^crossbar: "sevre" is not a command; there are: serve, backup, .*, help\n$/)
    for (const [words, line] of [
      [['serve', '--prot', '1'], 'crossbar: --prot is not a known flag (see --help)\n'],
      [
        ['serve', '--port', 'http'],
        'crossbar: --port accepts a port number from 0 to 65535 (0: any free port), not "http"\n',
      ],
      [['backup'], 'crossbar: FILE is missing; usage: crossbar backup FILE [FLAGS]\n'],
      [['backup', 'a', '--port', '1'], 'crossbar: --port is not a known flag (see --help)\n'],
    ] as const) {
      const { code, stdout, stderr } = await run(...words)
      assert.deepEqual({ code, stdout, stderr }, { code: 2, stdout: '', stderr: line })
    }
    assert.equal((await run()).code, 2)
  })
})

describe('serve', () => {
  it('starts with an empty folder, makes the first account, answers, and stops when asked to', async () => {
    const data = path.join(base, 'first')
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      const server = await serve(data)
      assert.equal(await signIn(server.url), 201)
      const { stdout, stderr } = await stop(server, signal)
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { msg: string })
      assert.equal(lines.at(-1)?.msg, 'stopped')
      assert.equal(stderr.startsWith('The database was empty: made the first account'), signal === 'SIGTERM')
      assert.doesNotMatch(stdout + stderr, /first password|cdcdcdcd/)
    }
  })

  it('is not ready before the first account is there', async () => {
    const port = String(await freePort())
    const program = startNode([crossbar, 'serve', '--data', path.join(base, 'ready'), '--port', port], {
      env,
    })
    running.add(program)
    const url = `http://127.0.0.1:${port}`
    const status = (): Promise<number> =>
      fetch(`${url}/readyz`).then(
        (answer) => answer.status,
        () => 0,
      )
    const seen = new Set<number>()
    for (let now = await status(); now !== 200; now = await status()) seen.add(now)
    assert.equal(await signIn(url), 201)
    assert.ok(seen.has(503), `only ${[...seen].join(', ')} before it was ready`)
    await stop({ ...program, port, url })
  })

  it('shows secrets of the first account that it has drawn itself', async () => {
    const drawn = { CROSSBAR_MASTER_PASSWORD: '', CROSSBAR_MASTER_API_KEY: '' }
    const server = await serve(path.join(base, 'drawn'), { env: drawn })
    const { stdout, stderr } = await stop(server)
    const key = /^ {2}API key {5}([\da-f]{64})$/m.exec(stderr)?.[1]
    assert.ok(key !== undefined && !stdout.includes(key))
    assert.match(stderr, /^ {2}password {4}\S{12,}$/m)
  })

  it('takes one key press for one request, however often it arrives', async () => {
    const server = await serve(path.join(base, 'pressed'))
    server.process.kill('SIGINT')
    server.process.kill('SIGINT')
    await stop(server, 'SIGINT')
  })

  it('mentions variables that look like settings', async () => {
    const server = await serve(path.join(base, 'misspelled'), { env: { CROSSBAR_PROT: '1' } })
    const { stdout } = await stop(server)
    assert.match(stdout, /"level":"warn".*"variable":"CROSSBAR_PROT"/)
  })

  it('says in one line why it cannot start', async () => {
    const server = await serve(path.join(base, 'busy'))
    const refused = await run('serve', '--data', path.join(base, 'other'), '--port', server.port)
    assert.equal(refused.code, 1)
    assert.match(
      refused.stderr,
      new RegExp(`^crossbar: port ${server.port} of 127\\.0\\.0\\.1 is in use; .*\n$`, 'm'),
    )
    await stop(server)
    const file = await run('serve', '--data', fileURLToPath(import.meta.url), '--port', '0')
    assert.equal(file.code, 1)
    assert.match(file.stderr, /^crossbar: Data folder .* cannot be used: .*\n$/)
  })
})

describe('backup and restore', () => {
  it('copies a running server to another folder', async () => {
    const data = path.join(base, 'original')
    const archive = path.join(base, 'archive file')
    const server = await serve(data)
    const written = await run('backup', archive, '--data', data)
    assert.deepEqual([written.code, written.stderr], [0, ''])
    assert.match(written.stdout, /^Wrote .*archive file: the database and 0 files, \d/)
    const again = await run('backup', archive, '--data', data)
    assert.deepEqual([again.code, again.stderr], [1, `crossbar: ${archive} exists already\n`])
    await stop(server)

    const copy = path.join(base, 'copy')
    const restored = await run('restore', archive, '--data', copy)
    assert.deepEqual([restored.code, restored.stderr], [0, ''])
    const second = await serve(copy)
    assert.equal(await signIn(second.url), 201)
    const { stderr } = await stop(second)
    assert.equal(stderr, '')
    const refused = await run('restore', archive, '--data', copy)
    assert.deepEqual([refused.code, refused.stderr], [1, `crossbar: ${copy} holds a database already\n`])
  })

  it('refuses folders and files that are not what they should be', async () => {
    const nothing = path.join(base, 'nothing')
    const backup = await run('backup', path.join(base, 'x'), '--data', nothing)
    assert.deepEqual([backup.code, backup.stderr], [1, `crossbar: there is no database in ${nothing}\n`])
    const restore = await run('restore', fileURLToPath(import.meta.url), '--data', nothing)
    assert.equal(restore.code, 1)
    assert.match(restore.stderr, /^crossbar: .*\n$/)
  })
})
