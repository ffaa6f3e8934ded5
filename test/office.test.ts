import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Client } from './harness/client.ts'
import { entriesOf } from './harness/reply.ts'
import { master, useServer } from './harness/server.ts'

const script = fileURLToPath(new URL('../docs/examples/office.sh', import.meta.url))
const page = new URL('../docs/office.md', import.meta.url)
const drawing = new URL('../docs/examples/main-number.svg', import.meta.url)

describe('the office of twelve', () => {
  const server = useServer()
  let folder: string
  let output: string
  let admin: Client
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-office-'))
    const env = {
      ...process.env,
      API: `${server.url}/v2`,
      ADMIN: master.username,
      PASSWORD: master.password,
      ACCOUNT_NAME: master.account,
    }
    output = (await promisify(execFile)('bash', [script], { cwd: folder, env })).stdout
    admin = await server.masterClient()
  })
  after(() => rm(folder, { recursive: true }))

  it('prints what the page says it prints', async () => {
    const [, printed = ''] = /```text\n(.*?)```/s.exec(await readFile(page, 'utf8')) ?? []
    assert.equal(output.replace(/^account .*\n/, ''), printed)
  })

  it('lets a person of the office sign in', async () => {
    const rosa = await admin.anonymous().signIn('rosa', 'rosa at birch', { account_realm: 'birch.example' })
    const [office] = /(?<=^account )[0-9a-f]{32}/m.exec(output) ?? []
    assert.equal(rosa.accountId, office)
  })

  it('lists everybody in the directory', async () => {
    const [office = ''] = /(?<=^account )[0-9a-f]{32}/m.exec(output) ?? []
    const [directory] = entriesOf(await admin.get(`/v2/accounts/${office}/directories`))
    const shown = await admin.get(`/v2/accounts/${office}/directories/${String(directory?.['id'])}`)
    assert.equal((shown.data as { users: unknown[] }).users.length, 12)
  })

  it('leads callers as the picture on the page shows', async () => {
    const picture = await readFile(join(folder, 'main-number.svg'), 'utf8')
    assert.equal(picture, await readFile(drawing, 'utf8'))
    assert.doesNotMatch(picture, /dangling">/)
  })
})
