import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { UiUnusable } from '../http/ui/folder.ts'
import { AdminSocketBusy } from '../maintenance/socket.ts'
import { StoreUnusable } from '../store/port.ts'
import { startFailure } from './start-failure.ts'

const here = { host: '127.0.0.1', port: 80 }

function systemError(code: string, syscall = 'listen'): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall })
}

describe('startFailure', () => {
  it('says in one line what to do', () => {
    const lines: readonly (readonly [Error, string])[] = [
      [
        systemError('EADDRINUSE'),
        'port 80 of 127.0.0.1 is in use; choose another with --port or CROSSBAR_PORT',
      ],
      [
        systemError('EACCES'),
        'this user may not listen on port 80; choose one above 1023 with --port or CROSSBAR_PORT',
      ],
      [
        systemError('ENOTFOUND', 'getaddrinfo'),
        '127.0.0.1 is not an address of this machine; choose another with --host or CROSSBAR_HOST',
      ],
      [new StoreUnusable('the data folder is on fire'), 'the data folder is on fire'],
      [new UiUnusable('there is no folder /ui'), 'there is no folder /ui'],
      [new AdminSocketBusy('another server is running'), 'another server is running'],
    ]
    for (const [error, line] of lines) assert.equal(startFailure(error, here), line)
  })

  it('leaves unexpected errors alone', () => {
    assert.equal(startFailure(new TypeError('x is not a function'), here), undefined)
    assert.equal(startFailure(systemError('EACCES', 'open'), here), undefined)
    assert.equal(startFailure('x', here), undefined)
  })
})
