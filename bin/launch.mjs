/*
 * Starts a program of this repository on any machine that has Node.js 18 or newer
 * with npm: sees to a Node.js that is new enough and to the locked packages, then
 * runs the program. Plain JavaScript without packages, because it runs before
 * either of them is there.
 */
import { spawn } from 'node:child_process'
import module from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { LaunchError } from './launch-error.mjs'
import { suits, installedRuntime } from './node-runtime.mjs'
import { ensurePackages } from './packages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const compileCache = path.join(root, '.runtime', 'cache')

/**
 * Runs a program with the given arguments and ends with its exit code.
 * @param {string} program path below the repository's root
 * @param {string[]} args
 * @param {{ development?: boolean, nodeFlags?: string[] }} [options] `development`: packages for developing are
 *   needed too; `nodeFlags`: for Node.js itself, which takes them only when a process begins
 */
export async function launch(program, args, options = {}) {
  try {
    const here = suits(process.versions)
    const node = here ? process.execPath : await installedRuntime(root)
    await ensurePackages(root, options.development === true)
    process.env.NODE_COMPILE_CACHE ??= compileCache
    const file = path.resolve(root, program)
    const flags = options.nodeFlags ?? []
    if (here && flags.length === 0) await runHere(file, args)
    // Takes the place of this process, whose memory nobody would need any more. Not on Windows.
    else if (here && process.execve) process.execve(node, [node, ...flags, file, ...args])
    else runThere(node, flags, file, args)
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error
    console.error(`crossbar: ${error.message}`)
    process.exitCode = 1
  }
}

/** The Node.js that runs this file is good enough: the program becomes part of this process. */
async function runHere(file, args) {
  module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)
  process.argv.splice(1, process.argv.length, file, ...args)
  await import(pathToFileURL(file).href)
}

/**
 * Runs the program in a process of its own. The channel between the two lets the
 * program notice when this process is killed without a chance to pass that on.
 */
function runThere(node, flags, file, args) {
  const child = spawn(node, [...flags, file, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const passOn = (signal) => {
    // On Windows, Ctrl-C reaches every process of the console, and `kill` would end the child at once.
    if (process.platform !== 'win32' || signal !== 'SIGINT') child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, passOn)
  child.on('error', (error) => {
    console.error(`crossbar: ${node} cannot be started (${error.message}); delete .runtime and start again`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code
      return
    }
    for (const name of signals) process.off(name, passOn)
    process.kill(process.pid, signal)
  })
}
