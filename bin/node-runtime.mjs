/*
 * Which Node.js runs the program. It needs type stripping without a flag and an
 * SQLite that does not corrupt a write-ahead log shared by two processes
 * (fixed in SQLite 3.51.3).
 */
import { execFile } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { LaunchError } from './launch-error.mjs'
import { withLock } from './lock.mjs'
import { npm } from './npm.mjs'

const oldestNode = '24.15.0'
const oldestSqlite = '3.51.3'
/** What is installed when the machine's own Node.js is too old. */
const pinned = '24.21.0'

/** Tells whether a Node.js with these `process.versions` can run the program. */
export function suits(versions) {
  return atLeast(versions.node, oldestNode) && atLeast(versions.sqlite, oldestSqlite)
}

function atLeast(version, oldest) {
  if (version === undefined) return false
  const has = version.split('.').map(Number)
  for (const [place, least] of oldest.split('.').map(Number).entries()) {
    const part = has[place] ?? 0
    if (part !== least) return part > least
  }
  return true
}

/** The npm package that carries Node.js for this machine, and the program's place in it. */
function packageHere() {
  const { platform, arch } = process
  if (platform === 'win32')
    return { name: `node-win-${arch === 'ia32' ? 'x86' : arch}`, program: 'bin/node.exe' }
  // On macOS with Apple silicon the package has a name of its own.
  const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node'
  return { name: `${prefix}-${platform}-${arch}`, program: 'bin/node' }
}

/**
 * Path of a Node.js in `.runtime` that suits, which is installed first when it is
 * missing. When it is there already, nothing but two files is looked at.
 */
export async function installedRuntime(root) {
  const folder = path.join(root, '.runtime')
  const { name, program } = packageHere()
  const node = path.join(folder, 'node_modules', name, program)
  const stamp = path.join(folder, 'node-version')
  if (ready(node, stamp)) return node
  await withLock(folder, async () => {
    if (ready(node, stamp)) return
    if ((await versionOf(node)) !== pinned) await install(folder, name, node)
    fs.writeFileSync(stamp, pinned)
  })
  return node
}

/** The stamp says which version was asked for, so that a new pin is acted on once. */
function ready(node, stamp) {
  try {
    return fs.existsSync(node) && fs.readFileSync(stamp, 'utf8') === pinned
  } catch {
    return false
  }
}

async function install(folder, name, node) {
  console.error(
    `crossbar: needs Node.js ${oldestNode} or newer (this is ${process.versions.node}); ` +
      `installing ${pinned} into .runtime, once (about 45 MB) ...`,
  )
  fs.rmSync(path.join(folder, 'node_modules'), { recursive: true, force: true })
  const flags = ['--prefix', folder, '--no-save', '--no-package-lock', '--ignore-scripts']
  // Not every version is published for every platform.
  for (const version of [pinned, `>=${oldestNode}`]) {
    if (!(await npm(['install', ...flags, `${name}@${version}`], folder))) continue
    if ((await versionOf(node)) !== undefined) return
  }
  throw new LaunchError(
    `could not install Node.js from the npm package ${name}; ` +
      `install Node.js ${oldestNode} or newer (https://nodejs.org) and start again`,
  )
}

/** Version of a Node.js program, when it runs and suits. */
async function versionOf(node) {
  try {
    const { stdout } = await promisify(execFile)(node, ['-p', 'JSON.stringify(process.versions)'])
    const versions = JSON.parse(stdout)
    return suits(versions) ? versions.node : undefined
  } catch {
    return undefined
  }
}
