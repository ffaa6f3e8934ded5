import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { StoreUnusable } from '../port.ts'
import { readAddress } from './address.ts'

void describe('a PostgreSQL address', () => {
  void it('has several hosts, a user, a password and options', () => {
    const url =
      'postgresql://kz:p%40ss:w@db1.example:6432,db2.example,[::1]:5433/phones' +
      '?target_session_attrs=read-write&sslmode=verify-full&sslrootcert=/etc/ca.pem&application_name=node7'
    assert.deepEqual(readAddress(url), {
      hosts: [
        { host: 'db1.example', port: 6432 },
        { host: 'db2.example', port: 5432 },
        { host: '::1', port: 5433 },
      ],
      user: 'kz',
      password: 'p@ss:w',
      database: 'phones',
      tls: 'verify-full',
      caFile: '/etc/ca.pem',
      applicationName: 'node7',
    })
  })

  void it('has defaults', () => {
    assert.deepEqual(readAddress('postgres://db.example'), {
      hosts: [{ host: 'db.example', port: 5432 }],
      user: 'crossbar',
      password: undefined,
      database: 'crossbar',
      tls: undefined,
      caFile: undefined,
      applicationName: 'crossbar',
    })
    assert.equal(readAddress('postgres://kz@db.example').database, 'kz')
    assert.equal(readAddress('postgres://u:a@b@db.example/x').password, 'a@b')
  })

  void it('may name a socket', () => {
    const { hosts, database } = readAddress('postgres://kz@/phones?host=/run/postgresql&port=5433')
    assert.deepEqual(hosts, [{ host: '/run/postgresql', port: 5433 }])
    assert.equal(database, 'phones')
  })

  void it('is refused in one line that does not repeat it', () => {
    const wrong: readonly (readonly [string, RegExp])[] = [
      ['mysql://kz:secret@db/x', /not like postgres/],
      ['postgres://kz:secret@db:99999/x', /host and port/],
      ['postgres://kz:secret@db:x/x', /host and port/],
      ['postgres://kz:sec%ret@db/x', /%25/],
      ['postgres://kz:secret@db/x?sslmode=prefer', /sslmode/],
      ['postgres://kz:secret@db/x?target_session_attrs=read-only', /target_session_attrs/],
      ['postgres://kz:secret@db/x?keepalives=1', /"keepalives"/],
    ]
    for (const [url, message] of wrong)
      assert.throws(
        () => readAddress(url),
        (error: Error) => {
          assert.ok(error instanceof StoreUnusable)
          assert.match(error.message, message)
          assert.doesNotMatch(error.message, /secret|sec%ret|\n/)
          return true
        },
      )
  })
})
