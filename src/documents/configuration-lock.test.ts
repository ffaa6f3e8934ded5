import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { JsonObject } from '../json.ts'
import type { RemoteChange } from '../store/port.ts'
import { ConfigurationLock } from './configuration-lock.ts'

/** A process that shares a store with others, and may be out of their hearing. */
interface Process {
  deaf: boolean
  readonly hearers: ((message: JsonObject) => void)[]
  readonly watchers: ((change: RemoteChange) => void)[]
}

function begin(all: Process[]): { readonly self: Process; readonly lock: ConfigurationLock } {
  const self: Process = { deaf: false, hearers: [], watchers: [] }
  all.push(self)
  const lock = new ConfigurationLock({
    say: (_, message) => {
      for (const other of all)
        if (other !== self && !self.deaf && !other.deaf) for (const hear of other.hearers) hear(message)
    },
    hear: (_, listener) => {
      self.hearers.push(listener)
      return () => undefined
    },
    watch: (listener) => {
      self.watchers.push(listener)
      return () => undefined
    },
  })
  return { self, lock }
}

void it('tells a process that starts, and what was decided last holds for one that missed it', () => {
  const all: Process[] = []
  const [first, second] = [begin(all), begin(all)]
  first.lock.set(true)
  assert.equal(second.lock.locked, true)
  assert.equal(begin(all).lock.locked, true)
  second.self.deaf = true
  first.lock.set(false)
  assert.equal(second.lock.locked, true)
  second.self.deaf = false
  for (const told of second.self.watchers) told({ scope: 'everything' })
  assert.deepEqual([first.lock.locked, second.lock.locked, begin(all).lock.locked], [false, false, false])
})
