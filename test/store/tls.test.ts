import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { generate } from 'selfsigned'
import { openStore, type StoreSettings } from '../../src/store/open.ts'
import { PostgresServer, TestDatabases } from '../harness/postgres.ts'
import { runNode } from '../harness/program.ts'

const crossbar = fileURLToPath(new URL('../../bin/crossbar.mjs', import.meta.url))
const plain = new TestDatabases()
let folder: string
let server: PostgresServer
/** Files with the certificate of who signed the server's, and of somebody else. */
let signer: string
let stranger: string

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossbar-tls-'))
  const [authority, other] = await Promise.all([authorityOf('Tests'), authorityOf('Others')])
  signer = await file('signer.pem', `What is before a certificate is a remark.\n${authority.cert}`)
  stranger = await file('stranger.pem', other.cert)
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'database' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: authority.private, cert: authority.cert },
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
  })
  server = await PostgresServer.start({
    tls: { certificate: cert, key },
    settings: [`unix_socket_directories=${tmpdir()}`],
  })
  await plain.start()
})
after(async () => {
  await Promise.all([server.remove(), plain.remove()])
  await rm(folder, { recursive: true })
})

function authorityOf(name: string): ReturnType<typeof generate> {
  return generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ],
  })
}

async function file(name: string, text: string): Promise<string> {
  const made = path.join(folder, name)
  await writeFile(made, text)
  return made
}

/** The server's address by the name in its certificate, with options. */
function named(options: string): string {
  return `${server.url().replace('@127.0.0.1:', '@localhost:')}?${options}`
}

/** Opens and closes a store; gives back how many of its connections were encrypted, and how many not. */
async function connections(databaseUrl: string, settings: Partial<StoreSettings> = {}): Promise<number[]> {
  const store = await openStore({ dataFolder: '', databaseUrl, databaseConnections: 5, ...settings })
  const client = new pg.Client({ connectionString: server.url(), ssl: { rejectUnauthorized: false } })
  await client.connect()
  try {
    await store.writeMeta('tls', '1')
    assert.equal(await store.readMeta('tls'), '1')
    const { rows } = await client.query<{ ssl: boolean }>(
      `SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'crossbar'`,
    )
    return [rows.filter(({ ssl }) => ssl).length, rows.filter(({ ssl }) => !ssl).length]
  } finally {
    await client.end()
    await store.close()
  }
}

async function refused(databaseUrl: string, message: RegExp): Promise<void> {
  await assert.rejects(connections(databaseUrl), (error: Error) => {
    assert.equal(error.name, 'StoreUnusable', String(error))
    assert.match(error.message, message)
    assert.doesNotMatch(error.message, /\n/)
    return true
  })
}

void describe('a PostgreSQL that takes encrypted connections only', () => {
  void it('is used with sslmode=require, all connections encrypted', async () => {
    const [encrypted = 0, others] = await connections(`${server.url()}?sslmode=require`)
    assert.ok(encrypted >= 3, String(encrypted))
    assert.equal(others, 0)
  })

  void it('is used with sslmode=verify-full and the certificate of who signed its own', async () => {
    const [encrypted = 0, others] = await connections(named(`sslmode=verify-full&sslrootcert=${signer}`))
    assert.ok(encrypted >= 3, String(encrypted))
    assert.equal(others, 0)
  })

  void it('is used with what the settings say rather than the address', async () => {
    const settings = { databaseTls: 'verify-full', databaseCa: signer } as const
    const [encrypted = 0] = await connections(named(`sslmode=disable&sslrootcert=${stranger}`), settings)
    assert.ok(encrypted >= 3, String(encrypted))
  })

  void it('is refused when somebody else signed its certificate', async () => {
    const line =
      /^The database server's certificate is signed by nobody who is known here \(.+\): CROSSBAR_DATABASE_CA /
    await refused(named(`sslmode=verify-full&sslrootcert=${stranger}`), line)
    await refused(named('sslmode=verify-full'), line)
    // As with PostgreSQL's own programs, who names certificates wants them checked.
    await refused(named(`sslmode=require&sslrootcert=${stranger}`), line)
  })

  void it('is refused under a name that its certificate does not have, when names are checked', async () => {
    const byAddress = (mode: string): string => `${server.url()}?sslmode=${mode}&sslrootcert=${signer}`
    await refused(
      byAddress('verify-full'),
      /^The database server's certificate is for another host: .*127\.0\.0\.1/,
    )
    const [encrypted = 0] = await connections(byAddress('require'))
    assert.ok(encrypted >= 3, String(encrypted))
  })

  void it('is used through a socket, where there is nothing to encrypt', async () => {
    const { password } = new URL(server.url())
    const socket = `host=${tmpdir()}&port=${String(server.port)}`
    const url = `postgres://crossbar:${password}@/postgres?${socket}&sslmode=verify-full&sslrootcert=${signer}`
    const [encrypted, others = 0] = await connections(url)
    assert.equal(encrypted, 0)
    assert.ok(others >= 3, String(others))
  })

  void it('refuses connections that are not encrypted, which one line of a start tells', async () => {
    const { code, stdout, stderr } = await runNode([crossbar, 'serve', '--data', folder], {
      env: { CROSSBAR_DATABASE_URL: `${server.url()}?sslmode=disable`, CROSSBAR_PORT: '0' },
    })
    assert.deepEqual([code, stdout], [1, ''])
    assert.match(
      stderr,
      /^crossbar: The database server takes no connection like this: no pg_hba\.conf entry for host .*, no encryption; CROSSBAR_DATABASE_TLS=require encrypts it\n$/,
    )
  })

  void it('is named with a file of certificates that can be used, or not at all', async () => {
    const empty = await file('empty.pem', 'no certificate')
    const damaged = await file(
      'damaged.pem',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
    )
    const options = (name: string): string => named(`sslmode=verify-full&sslrootcert=${name}`)
    await refused(options(empty), /cannot be used: there is no certificate in .*empty\.pem$/)
    await refused(options(damaged), /cannot be used: a certificate in .*damaged\.pem is damaged$/)
  })
})

void describe('a PostgreSQL that does not encrypt', () => {
  void it('is refused when encryption is asked for', async () => {
    const databaseUrl = await plain.create()
    await refused(`${databaseUrl}?sslmode=require`, /^The database server takes no encrypted connections, /)
    await plain.drop(databaseUrl)
  })
})
