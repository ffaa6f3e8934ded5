import assert from 'node:assert/strict'
import { test } from 'node:test'
import { listRevision } from './list-revision.ts'

test('the revision of a list is the MD5 of its data, also when it was asked for before', () => {
  assert.equal(listRevision('/v2/a', '[]'), 'd751713988987e9331980363e24189ce')
  assert.equal(listRevision('/v2/a', '[]'), 'd751713988987e9331980363e24189ce')
  assert.equal(listRevision('/v2/a', '[1]'), '35dba5d75538a9bbe0b4da4422759a0e')
  assert.equal(listRevision('/v2/b', '[1]'), '35dba5d75538a9bbe0b4da4422759a0e')
  assert.equal(listRevision('/v2/a', '[]'), 'd751713988987e9331980363e24189ce')
})
