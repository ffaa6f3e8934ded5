import assert from 'node:assert/strict'
import { test } from 'node:test'
import { matchesArguments } from './argument-pattern.ts'

const cases: readonly [string, readonly string[], boolean][] = [
  ['/', [], true],
  ['/', ['a'], false],
  ['', [], true],
  ['*', [], false],
  ['*', ['a'], true],
  ['*', ['a', 'b'], false],
  ['*', [''], false],
  ['#', [], true],
  ['#', ['a'], true],
  ['#', ['a', 'b', 'c'], true],
  ['*/*', ['a', 'b'], true],
  ['*/*', ['a'], false],
  ['a', ['a'], true],
  ['a', ['A'], false],
  ['a', ['b'], false],
  ['a/', ['a'], true],
  ['/a', ['a'], false],
  ['*/messages', ['box', 'messages'], true],
  ['*/messages', ['box', 'greetings'], false],
  ['*/messages', ['box', 'messages', 'id'], false],
  ['*/messages/#', ['box', 'messages'], true],
  ['*/messages/#', ['box', 'messages', 'id', 'raw'], true],
  ['*/messages/#', ['box'], false],
  ['#/raw', ['raw'], true],
  ['#/raw', ['a', 'b', 'raw'], true],
  ['#/raw', ['a', 'raw', 'b'], false],
  ['#/raw', ['raw', 'b', 'raw'], true],
  ['#/raw', [], false],
  ['#/*', [], false],
  ['#/*', ['a'], true],
  ['#/*', ['a', 'b', 'c'], true],
  ['#/#', [], true],
  ['#/#', ['a', 'b'], true],
  ['a/#/b', ['a', 'b'], true],
  ['a/#/b', ['a', 'x', 'y', 'b'], true],
  ['a/#/b', ['a', 'x', 'y'], false],
  ['#/a/#/b', ['x', 'a', 'y', 'a', 'z', 'b'], true],
  ['#/a/#/b', ['x', 'b', 'a'], false],
  ['*', ['#'], true],
  ['a.c', ['abc'], false],
  ['[a-z]', ['b'], false],
  ['toString', [], false],
]

test('patterns of arguments', () => {
  for (const [pattern, args, expected] of cases)
    assert.equal(matchesArguments(pattern, args), expected, `${pattern} against ${JSON.stringify(args)}`)
})

test('a hostile pattern takes no time worth mentioning', () => {
  const started = performance.now()
  const args = Array.from({ length: 500 }, () => 'a')
  assert.equal(matchesArguments(`${'#/a/'.repeat(250)}b`, args), false)
  assert.ok(performance.now() - started < 1000)
})
