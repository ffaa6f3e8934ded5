import assert from 'node:assert/strict'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runNode, startNode } from './harness/program.ts'

const bin = fileURLToPath(new URL('../bin', import.meta.url))
const base = mkdtempSync(path.join(tmpdir(), 'crossbar launch '))
after(() => {
  rmSync(base, { recursive: true, force: true })
})

/** Prints its arguments, or does what the first of them says. */
const program = `
const [order, ...rest]: readonly string[] = process.argv.slice(2)
if (order === 'exit') process.exitCode = Number(rest[0])
if (order === 'die') process.kill(process.pid, 'SIGKILL')
if (order === 'wait') {
  setInterval(() => undefined, 1000)
  process.on('SIGTERM', () => { console.log('told to end'); process.exit(5) })
  process.once('disconnect', () => { console.log('left alone'); process.exit(6) })
}
console.log(JSON.stringify({ node: process.execPath, parent: process.ppid, flags: process.execArgv, args: process.argv.slice(2) }))
`

/** Stands in for npm: notes the call, takes its time, and does what an installation leaves behind. */
const npm = `
const fs = require('node:fs')
const path = require('node:path')
fs.appendFileSync(process.env.NPM_CALLS, process.argv.slice(2).join(' ') + '\\n')
setTimeout(() => {
  if (process.env.NPM_FAILS) process.exit(1)
  if (process.argv[2] === 'ci') {
    fs.mkdirSync('node_modules', { recursive: true })
    fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')
  } else {
    const name = process.argv.at(-5).split('@')[0]
    fs.mkdirSync(path.join('node_modules', name, 'bin'), { recursive: true })
    fs.symlinkSync(process.execPath, path.join('node_modules', name, 'bin/node'))
  }
}, 300)
`

const lock = JSON.stringify({
  packages: {
    '': { name: 'x' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/b': { version: '2.0.0', integrity: 'sha512-b', dev: true },
    'node_modules/c': { version: '3.0.0', integrity: 'sha512-c', optional: true },
  },
})

const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
const runtimePackage = `${prefix}-${process.platform}-${process.arch}`

class Repository {
  readonly root = mkdtempSync(path.join(base, 'repository-'))
  readonly #calls = path.join(this.root, 'npm-calls')
  readonly #oldNode = path.join(this.root, 'old-node.mjs')

  constructor(options: { readonly packages?: boolean; readonly runtime?: boolean } = {}) {
    cpSync(bin, path.join(this.root, 'bin'), { recursive: true })
    this.write('package.json', '{"type":"module"}')
    this.write('package-lock.json', lock)
    this.write('src/cli/crossbar.ts', program)
    this.write('src/cli/sup.ts', program)
    this.write('npm/package.json', '{}')
    this.write('npm/npm-cli.js', npm)
    writeFileSync(
      this.#oldNode,
      `if (process.execArgv.length > 0)
         Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })`,
    )
    if (options.packages !== false) this.write('node_modules/.package-lock.json', lock)
    if (options.runtime) {
      const folder = path.join(this.root, '.runtime/node_modules', runtimePackage, 'bin')
      mkdirSync(folder, { recursive: true })
      symlinkSync(process.execPath, path.join(folder, 'node'))
    }
  }

  write(file: string, content: string): void {
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true })
    writeFileSync(path.join(this.root, file), content)
  }

  /** Words and environment to start the program with, by a Node.js that is too old if `old`. */
  command(
    words: readonly string[],
    options: { readonly old?: boolean; readonly env?: NodeJS.ProcessEnv; readonly program?: string } = {},
  ) {
    const old = options.old ? ['--import', `file://${encodeURI(this.#oldNode)}`] : []
    return {
      args: [...old, path.join(this.root, 'bin', options.program ?? 'crossbar.mjs'), ...words],
      env: { npm_execpath: path.join(this.root, 'npm/npm-cli.js'), NPM_CALLS: this.#calls, ...options.env },
    }
  }

  run(words: readonly string[], options: Parameters<Repository['command']>[1] = {}) {
    const { args, env } = this.command(words, options)
    return runNode(args, { env })
  }

  start(words: readonly string[], options: { readonly old?: boolean } = {}) {
    const { args, env } = this.command(words, options)
    return startNode(args, { env })
  }

  /** Calls of npm so far, without the flags that keep it quiet. */
  get npmCalls(): readonly string[] {
    if (!existsSync(this.#calls)) return []
    const lines = readFileSync(this.#calls, 'utf8').trim().split('\n')
    return lines.map((line) => line.replace(/ --no-audit.*/, ''))
  }
}

describe('launcher', { skip: process.platform === 'win32' }, () => {
  it('runs the program in its own process when Node.js is new enough', async () => {
    const repository = new Repository()
    const { code, stdout, stderr } = await repository.run(['a b', '--c'], { program: 'sup.mjs' })
    assert.deepEqual(JSON.parse(stdout), {
      node: process.execPath,
      parent: process.pid,
      flags: [],
      args: ['a b', '--c'],
    })
    assert.equal(stderr, '')
    assert.equal(code, 0)
    assert.equal((await repository.run(['exit', '9'])).code, 9)
    assert.deepEqual(repository.npmCalls, [])
  })

  it('gives the server its flags for Node.js, without a second process beside it', async () => {
    const repository = new Repository()
    const { code, stdout, stderr } = await repository.run(['serve', '--c'])
    assert.deepEqual(JSON.parse(stdout), {
      node: process.execPath,
      parent: process.pid,
      flags: ['--max-semi-space-size=16', '--expose-gc', '--use-largepages=silent'],
      args: ['serve', '--c'],
    })
    assert.deepEqual([stderr, code], ['', 0])
    assert.equal((await repository.run(['exit', '9'])).code, 9)
    assert.equal((await repository.run(['die'])).signal, 'SIGKILL')
  })

  it('hands over to the installed runtime when Node.js is too old', async () => {
    const repository = new Repository({ runtime: true })
    repository.write('.runtime/node-version', '24.21.0')
    const { code, stdout, stderr } = await repository.run(['a b', '--c'], { old: true })
    assert.equal(stderr, '')
    const seen = JSON.parse(stdout) as { parent: number; args: string[] }
    assert.deepEqual(seen.args, ['a b', '--c'])
    assert.notEqual(seen.parent, process.pid)
    assert.equal(code, 0)
    assert.equal((await repository.run(['exit', '9'], { old: true })).code, 9)
    assert.equal((await repository.run(['die'], { old: true })).signal, 'SIGKILL')
    assert.deepEqual(repository.npmCalls, [])
  })

  it('passes signals on, and the program notices when the launcher is killed', async () => {
    const repository = new Repository({ runtime: true })
    repository.write('.runtime/node-version', '24.21.0')
    for (const [signal, line] of [
      ['SIGTERM', 'told to end'],
      ['SIGKILL', 'left alone'],
    ] as const) {
      const running = repository.start(['wait'], { old: true })
      await running.lineLike(/"parent"/)
      running.process.kill(signal)
      assert.match((await running.ended).stdout, new RegExp(`${line}\n$`))
    }
  })

  it('installs a runtime once when there is none', async () => {
    const repository = new Repository()
    const { code, stdout, stderr } = await repository.run(['x'], { old: true })
    assert.equal(code, 0)
    assert.match(stdout, /"args":\["x"\]/)
    assert.equal(
      stderr,
      'crossbar: needs Node.js 24.15.0 or newer (this is 20.20.2); installing 24.21.0 into .runtime, once (about 45 MB) ...\n',
    )
    const folder = path.join(repository.root, '.runtime')
    assert.deepEqual(repository.npmCalls, [
      `install --prefix ${folder} --no-save --no-package-lock --ignore-scripts ${runtimePackage}@24.21.0`,
    ])
    assert.equal((await repository.run(['x'], { old: true })).stderr, '')
    assert.equal(repository.npmCalls.length, 1)
  })

  it('says what to do when no runtime can be had', async () => {
    const repository = new Repository()
    const { code, stderr } = await repository.run(['x'], { old: true, env: { NPM_FAILS: '1' } })
    assert.equal(code, 1)
    assert.match(
      stderr,
      /\ncrossbar: could not install Node\.js from .*; install Node\.js 24\.15\.0 or newer/,
    )
  })

  it('installs the locked packages once, also when several start together', async () => {
    const repository = new Repository({ packages: false })
    const all = await Promise.all([1, 2, 3].map((each) => repository.run([String(each)])))
    assert.deepEqual(
      all.map(({ code }) => code),
      [0, 0, 0],
    )
    assert.deepEqual(repository.npmCalls, ['ci --ignore-scripts'])
    assert.deepEqual(
      all.map(({ stderr }) => stderr).filter((text) => text.includes('installing packages')).length,
      1,
    )
    assert.equal(existsSync(path.join(repository.root, '.runtime/lock')), false)
  })

  it('installs again when a package differs from the lock file', async () => {
    const repository = new Repository()
    repository.write('node_modules/.package-lock.json', lock.replace('1.0.0', '1.0.1'))
    assert.equal((await repository.run(['x'])).code, 0)
    assert.deepEqual(repository.npmCalls, ['ci --ignore-scripts'])
  })

  it('does without packages for developing and for other platforms', async () => {
    const repository = new Repository()
    const a = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } }
    repository.write('node_modules/.package-lock.json', JSON.stringify({ packages: a }))
    assert.equal((await repository.run(['x'])).code, 0)
    assert.deepEqual(repository.npmCalls, [])
    const { args, env } = repository.command([])
    const run = [args[0]?.replace('crossbar.mjs', 'run.mjs') ?? '', 'src/cli/crossbar.ts', 'y']
    assert.equal((await runNode(run, { env })).code, 0)
    assert.deepEqual(repository.npmCalls, ['ci --include=dev --ignore-scripts'])
  })

  it('reports a failing installation of packages', async () => {
    const repository = new Repository({ packages: false })
    const { code, stderr, stdout } = await repository.run(['x'], { env: { NPM_FAILS: '1' } })
    assert.equal(code, 1)
    assert.equal(stdout, '')
    assert.match(stderr, /\ncrossbar: could not install the packages \(npm ci failed, see above\)\n$/)
  })

  it('takes over the lock of a process that died', async () => {
    const repository = new Repository({ packages: false })
    repository.write('.runtime/lock/owner', JSON.stringify({ pid: 2 ** 30, host: hostname() }))
    assert.equal((await repository.run(['x'])).code, 0)
    assert.deepEqual(repository.npmCalls, ['ci --ignore-scripts'])
  })
})
