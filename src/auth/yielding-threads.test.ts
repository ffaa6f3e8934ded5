import assert from 'node:assert/strict'
import { getPriority } from 'node:os'
import { readdirSync } from 'node:fs'
import { it } from 'node:test'
import { SlowHash } from './slow-hash.ts'

it('hashing yields to the main thread', { skip: process.platform !== 'linux' }, async () => {
  const before = getPriority(process.pid)
  await new SlowHash().hash('text', Buffer.from('salt'), { logN: 10, r: 8, p: 1 })
  const priorities = readdirSync('/proc/self/task').map((thread) => getPriority(Number(thread)))
  assert.ok(priorities.some((priority) => priority > before))
  assert.equal(getPriority(process.pid), before)
})
