/*
 * The packages of package-lock.json. npm keeps a copy of what it installed in
 * `node_modules/.package-lock.json`, written last; comparing the two tells whether
 * an installation is complete and of today's lock file.
 */
import fs from 'node:fs'
import path from 'node:path'
import { LaunchError } from './launch-error.mjs'
import { withLock } from './lock.mjs'
import { npm } from './npm.mjs'

/**
 * Installs the locked packages unless they are there.
 * @param {string} root the repository
 * @param {boolean} development whether packages for developing are needed too
 */
export async function ensurePackages(root, development) {
  if (installed(root, development)) return
  await withLock(path.join(root, '.runtime'), async () => {
    if (installed(root, development)) return
    console.error('crossbar: installing packages ...')
    const flags = development ? ['--include=dev', '--ignore-scripts'] : ['--ignore-scripts']
    if (!(await npm(['ci', ...flags], root))) {
      throw new LaunchError('could not install the packages (npm ci failed, see above)')
    }
  })
}

function installed(root, development) {
  const wanted = packagesOf(path.join(root, 'package-lock.json'))
  const present = packagesOf(path.join(root, 'node_modules', '.package-lock.json'))
  if (wanted === undefined) throw new LaunchError('package-lock.json is missing or damaged')
  if (present === undefined) return false
  return Object.entries(wanted).every(([place, lock]) => {
    if (place === '') return true
    const found = present[place]
    // Packages for other platforms are left out by npm.
    if (found === undefined) return lock.optional || lock.devOptional || (lock.dev && !development)
    return found.version === lock.version && found.integrity === lock.integrity
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages
  } catch {
    return undefined
  }
}
