import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { LaunchError } from './launch-error.mjs'

/**
 * Runs npm in a folder; what it prints goes to standard error, so that a
 * program's own output stays clean. Resolves with whether it succeeded.
 * @param {string[]} args
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
export function npm(args, folder) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']
  const script = npmScript()
  const options = { cwd: folder, stdio: ['ignore', 2, 2] }
  const child = script
    ? spawn(process.execPath, [script, ...args, ...quiet], options)
    : process.platform === 'win32'
      ? spawn(
          'npm.cmd',
          [...args, ...quiet].map((arg) => `"${arg}"`),
          { ...options, shell: true },
        )
      : spawn('npm', [...args, ...quiet], options)
  return new Promise((resolve, reject) => {
    child.on('error', () => reject(new LaunchError('npm was not found; install it and start again')))
    child.on('exit', (code) => resolve(code === 0))
  })
}

/** npm's own script, where it is known; otherwise npm is looked up on the PATH. */
function npmScript() {
  const folder = path.dirname(process.execPath)
  const candidates = [
    process.env.npm_execpath,
    path.join(folder, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(folder, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  return candidates.find((file) => file?.endsWith('npm-cli.js') && fs.existsSync(file))
}
