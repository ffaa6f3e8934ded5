import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import { importCdrsFunction } from '../src/maintenance/import-cdrs.ts'
import { printTerm } from '../src/maintenance/terms.ts'
import { createDispatch, defineMaintenance } from '../src/maintenance/registry.ts'
import { leg, noon } from './harness/call-records.ts'
import type { Client } from './harness/client.ts'
import { runNode, type Ended } from './harness/program.ts'
import { entriesOf } from './harness/reply.ts'
import { useServer } from './harness/server.ts'

const crossbar = fileURLToPath(new URL('../bin/crossbar.mjs', import.meta.url))
const range = `created_from=${String(noon)}&created_to=${String(noon + 3600)}`

let client: Client
let folder: string

const server = useServer({}, async () => {
  client = await server.masterClient()
})

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'crossbar-import-'))
})

after(() => rm(folder, { recursive: true, force: true }))

async function written(name: string, ...calls: readonly string[]): Promise<string> {
  const file = path.join(folder, name)
  const lines = calls.map((call) => JSON.stringify(leg(client.accountId, { call_id: call })))
  await writeFile(file, lines.join('\n'))
  return file
}

function run(...words: readonly string[]): Promise<Ended> {
  return runNode([crossbar, 'import', 'cdrs', ...words], { env: {} })
}

describe('crossbar import cdrs', () => {
  it('imports into the folder of a server that runs, whose clients see it at once', async () => {
    const file = await written('running.ndjson', 'a', 'b', 'b')
    const { code, stdout, stderr } = await run(file, '--data', server.folder)
    assert.deepEqual(
      { code, stdout, stderr },
      {
        code: 0,
        stdout: '2 call records imported, 1 refused:\n  1 × is there already (line 3)\n',
        stderr: '',
      },
    )
    const rows = entriesOf(await client.get(`/v2/accounts/${client.accountId}/cdrs?${range}`))
    assert.deepEqual(rows.map((row) => row['call_id']).toSorted(), ['a', 'b'])
  })

  it('says what is wrong with the file or the folder', async () => {
    const missing = path.join(folder, 'missing.ndjson')
    const noFile = await run(missing, '--data', server.folder)
    assert.equal(noFile.code, 1)
    assert.ok(noFile.stderr.startsWith(`crossbar: ${missing} cannot be read: ENOENT`), noFile.stderr)
    const noData = await run(missing, '--data', folder)
    assert.deepEqual([noData.code, noData.stderr], [1, `crossbar: there is no database in ${folder}\n`])
  })
})

describe('the maintenance call import_cdrs', () => {
  async function call(file: string): Promise<{ result: string; printed: readonly string[] }> {
    const calls = defineMaintenance('crossbar_maintenance', { import_cdrs: importCdrsFunction })
    const log = pino({ level: 'silent' })
    const dispatch = createDispatch([calls], server.running.edge.services, log)
    const printed: string[] = []
    const end = await dispatch(calls.name, 'import_cdrs', [file], (line) => void printed.push(line))
    assert.ok(end.kind === 'returned', JSON.stringify(end))
    return { result: printTerm(end.term), printed }
  }

  it('imports a file into the server that is called', async () => {
    const { result, printed } = await call(await written('call.ndjson', 'c', 'd'))
    assert.deepEqual([result, printed], ['ok', ['2 call records imported, 0 refused']])
  })

  it('says what is wrong with the file', async () => {
    const file = path.join(folder, 'missing.ndjson')
    const { result } = await call(file)
    assert.ok(result.startsWith(`{error,<<"${file} cannot be read: ENOENT`), result)
  })
})
