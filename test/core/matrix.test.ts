import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { modules } from '../../src/modules/index.ts'
import { useServer } from '../harness/server.ts'
import { casesOf } from '../permissions/cases.ts'
import { fewAtATime, World } from '../permissions/requests.ts'
import { readTable } from '../permissions/table-file.ts'
import { callers, lineName, type Line } from '../permissions/table.ts'

const table = readTable()
let world: World

const server = useServer({}, async () => {
  world = await World.create(server)
})

describe('who may do what is as test/core/permissions.tsv says', () => {
  for (const module of modules)
    it(module.name, async () => {
      const faults: string[] = []
      await fewAtATime(casesOf(module), async (each) => {
        const expected = table.get(lineName(each))
        const { line, differences } = await world.ask(each)
        faults.push(
          ...differences.map((difference) => `a foreign id is told from a missing one\n${difference}`),
        )
        if (expected === undefined) faults.push(`${lineName(each)} is not in the table`)
        else if (cellsOf(line) !== cellsOf(expected))
          faults.push(`${lineName(each)}\n  is ${cellsOf(line)}\n  not ${cellsOf(expected)}`)
      })
      assert.equal(faults.join('\n'), '')
    })

  it('and of nothing else', () => {
    const there = new Set(modules.flatMap(casesOf).map(lineName))
    assert.deepEqual(
      [...table.keys()].filter((name) => !there.has(name)),
      [],
    )
  })

  it('and was only asked, not done: all tokens are good and all documents there', async () => {
    for (const who of callers) {
      const { status } = await world.tenants[who].get('/v2/token_auth')
      assert.equal(status, who === 'nobody' || who === 'expired' ? 401 : 200, who)
    }
    assert.deepEqual(await world.gone(), [])
  })
})

function cellsOf({ cells }: Line): string {
  return callers.map((who) => `${who} ${cells[who]}`).join(', ')
}
