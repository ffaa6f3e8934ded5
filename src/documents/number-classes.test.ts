import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classifyNumber, numberClasses, prettyNumber } from './number-classes.ts'

test('the built-in classes', () => {
  const expected: Record<string, string> = {
    '+18005550123': 'tollfree_us',
    '8885550123': 'tollfree_us',
    '19005550123': 'toll_us',
    '911': 'emergency',
    '933': 'emergency',
    '+12425550123': 'caribbean',
    '3405550123': 'caribbean',
    '4155550123': 'did_us',
    '+14155550123': 'did_us',
    '+49303500000': 'international',
    '0049303500000': 'international',
    '1001': 'unknown',
    '*97': 'unknown',
    '': 'unknown',
  }
  for (const [number, name] of Object.entries(expected)) {
    assert.equal(classifyNumber(number)?.name, name, number)
  }
})

test('configured classes', () => {
  const classes = numberClasses({
    local: { regex: '^\\d{4}$', friendly_name: 'Local', pretty_print: '##-##', emergency: false },
    help: { regex: '^110$', emergency: true },
    broken: { friendly_name: 'no expression' },
    worse: 'text',
  })
  assert.deepEqual(classes, [
    { name: 'local', regex: '^\\d{4}$', friendlyName: 'Local', prettyPrint: '##-##' },
    { name: 'help', regex: '^110$', friendlyName: 'help', emergency: true },
  ])
  assert.equal(classifyNumber('1001', classes)?.name, 'local')
  assert.equal(classifyNumber('5', classes), undefined)
})

test('masks', () => {
  assert.equal(prettyNumber('+14155550123', 'SS(###) ### - ####'), '(415) 555 - 0123')
  assert.equal(prettyNumber('+49303500000', '##S *'), '+4 303500000')
  assert.equal(prettyNumber('12', '\\#\\S#-##'), '#S1-2')
  assert.equal(prettyNumber('12', 'abc'), 'abc')
})
