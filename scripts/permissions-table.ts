/*
 * `node scripts/permissions-table.ts`: brings test/core/permissions.tsv up to date with the operations there are.
 * Lines of operations that are gone are taken out; those of new ones are put in as the server answers now, and
 * named, so that a person reads them before they count. Lines that are there are left as they are.
 */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { TestServer } from '../test/harness/server.ts'
import { everyCase } from '../test/permissions/cases.ts'
import { fewAtATime, World } from '../test/permissions/requests.ts'
import { formatTable, lineName, parseTable } from '../test/permissions/table.ts'
import { root } from './checks.ts'

const comments = [
  'Who may do what: an operation on ids of one kind to a line, and what each caller is told.',
  '',
  'ok: got past authorisation and found what it named, whatever comes of the request then.',
  'The account in a path is Own, of `user` (a plain user) and `admin`. Above it are `parent` (its parent),',
  '`reseller` (the parent above that) and `superduper` (the master account); beside it is `sibling`, below it',
  '`child`; those are admins of their accounts. `nobody` has no token, `expired` one of `admin` that expired.',
  'ids: own (of Own), foreign (of the sibling), missing (of nobody), or a name that means the same to everybody.',
  'foreign+missing: both are asked for, and have to be answered alike to the byte.',
  '',
  'test/core/matrix.test.ts compares. `node scripts/permissions-table.ts` adds lines for new operations: read',
  'each of them as an attacker would.',
]

const file = path.join(root, 'test/core/permissions.tsv')
const text = await readFile(file, 'utf8').catch(() => '')
const known = new Map(text === '' ? [] : parseTable(text).map((line) => [lineName(line), line]))
const cases = everyCase()
const added = cases.filter((each) => !known.has(lineName(each)))
const server = new TestServer()
try {
  await server.start()
  const world = await World.create(server)
  for (const { line } of await fewAtATime(added, (each) => world.ask(each))) known.set(lineName(line), line)
} finally {
  await server.remove()
}
const lines = cases.map((each) => known.get(lineName(each))).filter((line) => line !== undefined)
await writeFile(file, formatTable(comments, lines))
console.log(added.map((each) => `to be reviewed: ${lineName(each)}`).join('\n'))
