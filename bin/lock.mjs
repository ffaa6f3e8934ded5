/*
 * One installation at a time, among processes that may start together. A folder
 * is the lock, since making one is atomic; its holder touches it while it works,
 * and a lock left behind by a process that died is taken over.
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { LaunchError } from './launch-error.mjs'

const touchEveryMs = 2_000
const abandonedAfterMs = 60_000
/** The holder writes its name right after making the folder. */
const namelessAfterMs = 10_000

/**
 * Does some work while holding the lock of a folder, waiting for it as long as
 * another living process holds it.
 * @param {string} folder is made when missing
 * @param {() => Promise<void>} work
 */
export async function withLock(folder, work) {
  const lock = path.join(folder, 'lock')
  try {
    fs.mkdirSync(folder, { recursive: true })
    let told = false
    while (!acquire(lock)) {
      if (isAbandoned(lock)) takeAway(lock)
      else if (!told) console.error('crossbar: waiting for another start to finish installing ...')
      told = true
      await sleep(200)
    }
  } catch (error) {
    throw new LaunchError(`cannot write to ${folder} (${error.code ?? error.message})`)
  }
  const touching = setInterval(() => touch(lock), touchEveryMs)
  try {
    await work()
  } finally {
    clearInterval(touching)
    fs.rmSync(lock, { recursive: true, force: true })
  }
}

function acquire(lock) {
  try {
    fs.mkdirSync(lock)
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
  fs.writeFileSync(path.join(lock, 'owner'), JSON.stringify({ pid: process.pid, host: os.hostname() }))
  return true
}

function touch(lock) {
  const now = new Date()
  try {
    fs.utimesSync(lock, now, now)
  } catch {
    // Taken away by hand: the work goes on, there is nothing better to do.
  }
}

function isAbandoned(lock) {
  try {
    const age = Date.now() - fs.statSync(lock).mtimeMs
    const owner = ownerOf(lock)
    if (owner === undefined) return age > namelessAfterMs
    return age > abandonedAfterMs || (owner.host === os.hostname() && !isAlive(owner.pid))
  } catch {
    return false
  }
}

function ownerOf(lock) {
  try {
    return JSON.parse(fs.readFileSync(path.join(lock, 'owner'), 'utf8'))
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code !== 'ESRCH'
  }
}

/**
 * Renaming comes first: of two processes that found the lock abandoned only one
 * succeeds. If what it got is a new holder's lock after all, it is put back.
 */
function takeAway(lock) {
  const aside = `${lock}-${process.pid}`
  try {
    fs.renameSync(lock, aside)
    if (isAbandoned(aside)) fs.rmSync(aside, { recursive: true, force: true })
    else fs.renameSync(aside, lock)
  } catch {
    // Someone else was faster.
  }
}
