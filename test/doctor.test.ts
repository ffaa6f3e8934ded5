import assert from 'node:assert/strict'
import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { runNode, type Ended } from './harness/program.ts'
import { idOf } from './harness/reply.ts'
import { TestServer } from './harness/server.ts'
import { makeTenant, recordingDigest, type Tenant } from './harness/tenant.ts'

const crossbar = fileURLToPath(new URL('../bin/crossbar.mjs', import.meta.url))
// Damage is done to the files of the embedded database.
const server = new TestServer({ CROSSBAR_DATABASE_URL: '' })
let tenant: Tenant
let master: string

before(async () => {
  await server.start()
  const client = await server.masterClient()
  master = client.accountId
  tenant = await makeTenant(client)
})
after(() => server.remove())

function doctor(...words: readonly string[]): Promise<Ended> {
  return runNode([crossbar, 'doctor', '--data', server.folder, ...words], { env: {} })
}

/** Runs SQL on the database of the server, which is stopped for good by then. */
async function damage(...statements: readonly string[]): Promise<void> {
  await server.stop()
  const connection = new DatabaseSync(path.join(server.folder, 'crossbar.db'))
  for (const statement of statements) connection.exec(statement)
  connection.close()
}

const numberOf = (id: string): string => `(SELECT number FROM documents WHERE id = '${id}')`
const placeOf = (digest: string): string =>
  path.join(server.folder, 'blobs', digest.slice(0, 2), digest.slice(2, 4), digest)

describe('crossbar doctor', () => {
  it('finds nothing wrong beside a running server', async () => {
    const { code, stdout, stderr } = await doctor()
    assert.match(stdout, /^\d\d documents and 1 attachment checked: 0 problems, 0 warnings, 0 repaired\.\n$/)
    assert.deepEqual([code, stderr], [0, ''])
  })

  it('does not repair while a server runs', async () => {
    const { code, stderr } = await doctor('--repair')
    assert.deepEqual(
      [code, stderr],
      [2, `crossbar: a server is running with the data folder ${server.folder}: stop it first\n`],
    )
  })

  it('tells when it cannot check', async () => {
    const folder = path.join(server.folder, 'none')
    const { code, stderr } = await runNode([crossbar, 'doctor', '--data', folder], { env: {} })
    assert.deepEqual([code, stderr], [2, `crossbar: there is no database in ${folder}\n`])
  })

  it('warns of mentions of what is not there, by field', async () => {
    const client = await server.masterClient()
    await client.delete(`/v2/accounts/${tenant.id}/media/${tenant.media}`)
    const { code, stdout } = await doctor()
    const [warning] = stdout.split('\n')
    const text = `media.greeting is ${tenant.media}, which is not there`
    assert.equal(warning, `warning: reference: ${tenant.id}/${tenant.menu} ${text}`)
    assert.equal(code, 0)
    const id = idOf(
      await client.put(`/v2/accounts/${tenant.id}/menus`, {
        name: 'Wrong',
        media: { greeting: tenant.callflow },
      }),
    )
    const again = await doctor('--json')
    const wrong = again.stdout.split('\n').find((line) => line.includes(id)) ?? ''
    assert.deepEqual(JSON.parse(wrong), {
      finding: {
        kind: 'reference',
        severity: 'warning',
        db: tenant.id,
        id,
        message: `media.greeting is ${tenant.callflow}, which is a callflow`,
        repaired: false,
      },
    })
    await client.delete(`/v2/accounts/${tenant.id}/menus/${id}`)
    await client.patch(`/v2/accounts/${tenant.id}/menus/${tenant.menu}`, { media: { greeting: null } })
  })

  it('finds listings and unique values that are not as they should be, and repairs them', async () => {
    await damage(
      `DELETE FROM view_rows WHERE document = ${numberOf(tenant.menu)}`,
      `UPDATE view_rows SET value = '{"id":"wrong"}' WHERE document = ${numberOf(tenant.device)}
         AND view = (SELECT number FROM views WHERE db = '${tenant.id}' AND name = 'devices/crossbar_listing')`,
      `DELETE FROM unique_keys WHERE document = ${numberOf(tenant.callflow)}`,
      `INSERT INTO unique_keys VALUES ('${tenant.id}', 'callflow.number', '+1999', ${numberOf(tenant.menu)})`,
      `INSERT INTO unique_keys VALUES ('${tenant.id}', 'callflow.number', '+1888', 99999)`,
    )
    const found = await doctor()
    assert.equal(found.code, 1)
    const lines = found.stdout.split('\n')
    const expected = [
      `problem: unique value: ${tenant.id}/${tenant.menu} callflow.number "+1999" should not be there`,
      `problem: unique value: ${tenant.id}/${tenant.callflow} callflow.number "+14155550100" is missing`,
      'problem: stray: unique values of documents that are not there: 1',
    ]
    for (const line of expected) assert.ok(lines.includes(line), found.stdout)
    assert.ok(
      lines.some((line) => line.startsWith(`problem: listing: ${tenant.id}/${tenant.menu} entry menus/`)),
    )
    assert.ok(lines.some((line) => /entry devices\/crossbar_listing .* shows something else$/.test(line)))
    const repaired = await doctor('--repair')
    assert.equal(repaired.code, 0, repaired.stdout)
    assert.ok(repaired.stdout.includes(expected[0]?.replace('problem', 'repaired') ?? '?'), repaired.stdout)
    assert.match(repaired.stdout, /: 0 problems, 0 warnings, [5-9] repaired\.\n$/)
    const after = await doctor()
    assert.match(after.stdout, /: 0 problems, 0 warnings, 0 repaired\.\n$/)
  })

  it('tells of a unique value that another document has, which it cannot repair', async () => {
    await damage(
      `UPDATE unique_keys SET document = ${numberOf(tenant.menu)} WHERE value = 'ann' AND scope = '${tenant.id}'`,
      // Nobody but the user may have it: the menu's claim goes, the user's comes back.
    )
    const repaired = await doctor('--repair')
    const lines = repaired.stdout.split('\n')
    assert.ok(lines.some((line) => line.startsWith(`repaired: unique value: ${tenant.id}/${tenant.menu} `)))
    assert.ok(lines.some((line) => line.includes(`/${tenant.user} user.username "ann" is missing`)))
    assert.equal((await doctor('--repair')).code, 0)
    await damage(
      `INSERT INTO documents (db, id, type, rev, created, modified, deleted, body, hidden)
         SELECT db, 'second', type, rev, created, modified, deleted, body, hidden FROM documents WHERE id = '${tenant.user}'`,
    )
    const second = await doctor('--repair')
    assert.equal(second.code, 1)
    const taken = `user.username "ann" is missing; user.username "ann" is held by ${tenant.id}/${tenant.user}`
    assert.ok(second.stdout.includes(`problem: unique value: ${tenant.id}/second ${taken}`), second.stdout)
    await damage("DELETE FROM documents WHERE id = 'second'")
  })

  it('finds attachments whose content is missing, damaged or of another length', async () => {
    const attach = (name: string, digest: string, bytes: number): string =>
      `INSERT INTO attachments VALUES ('${tenant.id}', '${tenant.menu}', '${name}', 'audio/mp3', ${String(bytes)}, '${digest}', 1)`
    await damage(attach('lost', '0'.repeat(64), 5), attach('long', recordingDigest, 5))
    const repaired = await doctor('--repair')
    const place = `attachment: ${tenant.id}/${tenant.menu}`
    assert.ok(
      repaired.stdout.includes(`problem: ${place} the content of "lost" is missing (${'0'.repeat(64)})\n`),
      repaired.stdout,
    )
    assert.ok(
      repaired.stdout.includes(`repaired: ${place} "long" has 384000 bytes, not 5\n`),
      repaired.stdout,
    )
    await writeFile(placeOf(recordingDigest), 'other bytes')
    await damage("DELETE FROM attachments WHERE name = 'lost'")
    const damaged = await doctor()
    assert.equal(damaged.code, 1)
    assert.ok(
      damaged.stdout.includes(`the content of "long" is damaged (${recordingDigest})`),
      damaged.stdout,
    )
    await damage("DELETE FROM attachments WHERE name = 'long'")
    await rm(placeOf(recordingDigest))
    await damage(`DELETE FROM attachments WHERE digest = '${recordingDigest}'`)
  })

  it('mends the tree of accounts, and tells of accounts without anybody above them', async () => {
    const tree = (value: string): string =>
      `UPDATE documents SET hidden = json_set(hidden, '$.pvt_tree', json('${value}')) WHERE db = 'accounts' AND id = '${tenant.id}'`
    await damage(tree(`["${'f'.repeat(32)}","${master}"]`))
    const repaired = await doctor('--repair')
    assert.equal(repaired.code, 0, repaired.stdout)
    assert.ok(
      repaired.stdout.includes(
        `repaired: account tree: accounts/${tenant.id} its ancestors should be ${master}, not`,
      ),
    )
    await damage(tree(`["${'f'.repeat(32)}"]`))
    const lost = await doctor()
    assert.equal(lost.code, 1)
    assert.ok(lost.stdout.includes(`the account ${'f'.repeat(32)} above it is not there`), lost.stdout)
    await damage(tree('[]'))
    assert.match((await doctor()).stdout, /has no account above it, and is not the master account/)
    await damage(tree(`["${master}"]`))
    assert.equal((await doctor('--repair')).code, 0)
  })

  it('tells of JSON that cannot be read, of unknown kinds, and of documents of no account', async () => {
    await damage(
      `INSERT INTO documents (db, id, type, rev, created, modified, deleted, body, hidden) VALUES
         ('${tenant.id}', 'broken', 'menu', '1-a', 1, 1, 0, '{"name":', '{}'),
         ('${tenant.id}', 'odd', 'tomato', '1-a', 1, 1, 0, '{}', '{}'),
         ('${'e'.repeat(32)}', 'alone', 'menu', '1-a', 1, 1, 1, '{}', '{}')`,
    )
    const { code, stdout } = await doctor()
    assert.equal(code, 1)
    const lines = stdout.split('\n')
    for (const line of [
      `problem: json: ${tenant.id}/broken its public fields are no JSON object`,
      'warning: kind: documents of the unknown kind "tomato": 1',
      `warning: stray: ${'e'.repeat(32)} documents of an account that is not there: 1`,
    ])
      assert.ok(lines.includes(line), stdout)
    assert.match(lines.at(-2) ?? '', /: 1 problem, 2 warnings, 0 repaired\.$/)
  })
})
