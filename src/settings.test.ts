import assert from 'node:assert/strict'
import path from 'node:path'
import { describe, it } from 'node:test'
import { settingNames } from './setting-table.ts'
import { readCommandLine, readSettings, SettingError, settingsHelp, unknownVariables } from './settings.ts'

const apiKey = 'ab'.repeat(32)

function errorOf(argv: readonly string[], env: NodeJS.ProcessEnv): string {
  const result = readSettings(argv, env)
  assert.ok(result instanceof SettingError, 'an error is expected')
  assert.doesNotMatch(result.message, /\n/)
  return result.message
}

describe('readSettings', () => {
  it('gives the defaults when nothing is set', () => {
    assert.deepEqual(readSettings([], {}), {
      host: '127.0.0.1',
      port: 8000,
      workers: 1,
      ui: undefined,
      data: path.resolve('data'),
      databaseUrl: undefined,
      databaseConnections: 8,
      databaseTimeout: 5,
      databaseTls: undefined,
      databaseCa: undefined,
      secret: undefined,
      synchronous: 'full',
      logLevel: 'info',
      logPretty: false,
      metrics: 'loopback',
      masterAccount: undefined,
      masterRealm: undefined,
      masterUsername: undefined,
      masterPassword: undefined,
      masterApiKey: undefined,
      smtpUrl: undefined,
      mailFrom: 'crossbar@localhost',
    })
  })

  it('reads every setting from the environment', () => {
    const settings = readSettings([], {
      CROSSBAR_HOST: '::1',
      CROSSBAR_PORT: '0',
      CROSSBAR_WORKERS: '4',
      CROSSBAR_UI: '/srv/console',
      CROSSBAR_DATA: '/srv/cross bar',
      CROSSBAR_DATABASE_URL: 'postgres://kz:secret@db.example:5432,db2.example/kz',
      CROSSBAR_DATABASE_CONNECTIONS: '12',
      CROSSBAR_DATABASE_TIMEOUT: '9',
      CROSSBAR_DATABASE_TLS: 'verify-full',
      CROSSBAR_DATABASE_CA: '/etc/ca.pem',
      CROSSBAR_SECRET: 'cd'.repeat(32),
      CROSSBAR_SYNCHRONOUS: 'normal',
      CROSSBAR_LOG_LEVEL: 'silent',
      CROSSBAR_LOG_PRETTY: '1',
      CROSSBAR_METRICS: 'off',
      CROSSBAR_MASTER_ACCOUNT: 'Blue Door',
      CROSSBAR_MASTER_REALM: 'blue.example',
      CROSSBAR_MASTER_USERNAME: 'admin@blue.example',
      CROSSBAR_MASTER_PASSWORD: 'six in all',
      CROSSBAR_MASTER_API_KEY: apiKey,
      CROSSBAR_SMTP_URL: 'smtp://mail.example:25',
      CROSSBAR_MAIL_FROM: 'Phones <phones@blue.example>',
    })
    assert.deepEqual(settings, {
      host: '::1',
      port: 0,
      workers: 4,
      ui: path.resolve('/srv/console'),
      data: path.resolve('/srv/cross bar'),
      databaseUrl: 'postgres://kz:secret@db.example:5432,db2.example/kz',
      databaseConnections: 12,
      databaseTimeout: 9,
      databaseTls: 'verify-full',
      databaseCa: path.resolve('/etc/ca.pem'),
      secret: 'cd'.repeat(32),
      synchronous: 'normal',
      logLevel: 'silent',
      logPretty: true,
      metrics: 'off',
      masterAccount: 'Blue Door',
      masterRealm: 'blue.example',
      masterUsername: 'admin@blue.example',
      masterPassword: 'six in all',
      masterApiKey: apiKey,
      smtpUrl: 'smtp://mail.example:25',
      mailFrom: 'Phones <phones@blue.example>',
    })
  })

  it('prefers flags over the environment, and takes an empty variable for unset', () => {
    const settings = readSettings(['--port=9001', '--log-pretty', '--log-level', 'warn'], {
      CROSSBAR_PORT: '9000',
      CROSSBAR_HOST: '',
      CROSSBAR_LOG_PRETTY: '0',
    })
    assert.ok(!(settings instanceof SettingError))
    assert.equal(settings.port, 9001)
    assert.equal(settings.host, '127.0.0.1')
    assert.equal(settings.logPretty, true)
    assert.equal(settings.logLevel, 'warn')
  })

  it('turns a switch off with a value', () => {
    const settings = readSettings(['--log-pretty=0'], { CROSSBAR_LOG_PRETTY: '1' })
    assert.ok(!(settings instanceof SettingError))
    assert.equal(settings.logPretty, false)
  })

  it('names the setting and what it accepts', () => {
    assert.equal(
      errorOf([], { CROSSBAR_PORT: '65536' }),
      'CROSSBAR_PORT accepts a port number from 0 to 65535 (0: any free port), not "65536"',
    )
    assert.equal(
      errorOf(['--metrics', 'some'], {}),
      '--metrics accepts one of loopback, all, off, not "some"',
    )
    assert.equal(
      errorOf([], { CROSSBAR_WORKERS: '65' }),
      'CROSSBAR_WORKERS accepts a number from 1 to 64, not "65"',
    )
  })

  it('refuses values of the wrong shape', () => {
    const wrong: Readonly<Record<string, readonly string[]>> = {
      CROSSBAR_HOST: ['http://x', 'a b'],
      CROSSBAR_PORT: ['-1', '8e3', '0x50', ' 80', '80.5'],
      CROSSBAR_DATA: ['a\0b'],
      CROSSBAR_DATABASE_URL: ['mysql://db/x', 'postgres:', 'db'],
      CROSSBAR_LOG_PRETTY: ['yes'],
      CROSSBAR_LOG_LEVEL: ['INFO', 'constructor'],
      CROSSBAR_MASTER_ACCOUNT: ['a\nb', 'x'.repeat(129)],
      CROSSBAR_MASTER_REALM: ['abc', 'a b c d', 'x'.repeat(254)],
      CROSSBAR_MASTER_USERNAME: ['a b', 'a:b'],
      CROSSBAR_MASTER_PASSWORD: ['12345'],
      CROSSBAR_MASTER_API_KEY: ['ab', `${apiKey}0`, 'g'.repeat(64)],
      CROSSBAR_SMTP_URL: ['http://mail.example', 'mail.example:25'],
      CROSSBAR_MAIL_FROM: ['nobody', 'a@b@c', 'x\r\nBcc: y@example.org'],
    }
    for (const [env, values] of Object.entries(wrong)) {
      for (const value of values) assert.match(errorOf([], { [env]: value }), new RegExp(`^${env} accepts `))
    }
  })

  it('does not repeat a secret', () => {
    assert.equal(
      errorOf([], { CROSSBAR_MASTER_PASSWORD: 'abc' }),
      'CROSSBAR_MASTER_PASSWORD accepts at least 6 characters',
    )
  })

  it('refuses unknown flags, missing values and operands', () => {
    assert.equal(errorOf(['--prot', '80'], {}), '--prot is not a known flag (see --help)')
    assert.equal(errorOf(['--__proto__=x'], {}), '--__proto__ is not a known flag (see --help)')
    assert.equal(errorOf(['-p', '80'], {}), '-p is not a known flag (see --help)')
    assert.equal(errorOf(['--host'], {}), '--host needs a value: a host name or an IP address')
    assert.equal(errorOf(['8000'], {}), '"8000" is not expected here (see --help)')
  })
})

describe('readCommandLine', () => {
  it('takes flags and operands in any order, and everything behind -- as operands', () => {
    assert.deepEqual(readCommandLine(['a', '--data', 'd', 'b', '--', '--data', '-h'], ['data']), {
      flags: new Map([['data', 'd']]),
      options: new Map(),
      operands: ['a', 'b', '--data', '-h'],
      help: false,
    })
  })

  it('takes flags of a command alone', () => {
    const own = [
      { flag: 'replace', description: 'a switch' },
      { flag: 'parent', value: 'ACCOUNT', description: 'with a value' },
    ]
    const line = readCommandLine(['--replace', 'file', '--parent', 'p'], ['data'], own)
    assert.ok(!(line instanceof SettingError))
    assert.deepEqual(
      [...line.options],
      [
        ['replace', 'true'],
        ['parent', 'p'],
      ],
    )
    assert.deepEqual(line.operands, ['file'])
    const without = readCommandLine(['--parent'], ['data'], own)
    assert.ok(without instanceof SettingError)
    assert.equal(without.message, '--parent needs a value: ACCOUNT')
  })

  it('knows only the flags named', () => {
    const result = readCommandLine(['--port', '1'], ['data'])
    assert.ok(result instanceof SettingError)
    assert.equal(result.message, '--port is not a known flag (see --help)')
  })

  it('notices --help and -h', () => {
    for (const flag of ['--help', '-h']) {
      const line = readCommandLine(['x', flag])
      assert.ok(!(line instanceof SettingError))
      assert.equal(line.help, true)
    }
  })
})

describe('settingsHelp', () => {
  it('tells names, meaning, values and default', () => {
    assert.equal(
      settingsHelp(['port', 'smtpUrl']),
      `Listening:
  --port, CROSSBAR_PORT
      TCP port to listen on.
      Accepts a port number from 0 to 65535 (0: any free port). Default: 8000.

Mail:
  --smtp-url, CROSSBAR_SMTP_URL
      Mail server for messages such as password recovery. When unset, no mail is sent.
      Accepts an address such as smtp://user:password@host:587. Unset by default.
      A secret: other users of the machine can see flags, so prefer the variable.
`,
    )
  })

  it('mentions every setting once', () => {
    const variables = settingsHelp(settingNames).match(/CROSSBAR_\w+/g)
    assert.equal(variables?.length, settingNames.length)
    assert.equal(new Set(variables).size, settingNames.length)
  })
})

describe('unknownVariables', () => {
  it('finds misspelled settings', () => {
    assert.deepEqual(
      unknownVariables({ CROSSBAR_PROT: '1', CROSSBAR_PORT: '2', HOME: '/', CROSSBAR_A: '' }),
      ['CROSSBAR_A', 'CROSSBAR_PROT'],
    )
  })
})
