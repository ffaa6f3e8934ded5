import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { describe, it } from 'node:test'
import { migrations } from './migrations.ts'
import { everyShape } from '../scan-shape.ts'
import { pageSql, scanSql } from './scan.ts'
import { siftSql } from './sift.ts'

describe('query plans', () => {
  const connection = new DatabaseSync(':memory:')
  for (const step of migrations) connection.exec(step)

  it('there is a statement for each shape of scan', () => {
    assert.equal(new Set(everyShape().map(scanSql)).size, 24)
  })

  for (const shape of everyShape()) {
    it(`a scan is one range of one index: ${JSON.stringify(shape)}`, () => {
      const plan = connection
        .prepare(`EXPLAIN QUERY PLAN ${scanSql(shape)}`)
        .all()
        .map((each) => each['detail'])
      assert.match(String(plan[0]), /^SEARCH v USING PRIMARY KEY \(view=\?/)
      const number = ['SCALAR SUBQUERY 1', 'SEARCH n USING COVERING INDEX views_by_name (db=? AND name=?)']
      const documents = ['SEARCH d USING INTEGER PRIMARY KEY (rowid=?)']
      assert.deepEqual(plan.slice(1), [...number, ...(shape.documents ? documents : [])])
      if (!shape.documents) {
        const page = connection.prepare(`EXPLAIN QUERY PLAN ${pageSql(shape)}`).all()
        const details = page.map((each) => String(each['detail']))
        assert.equal(
          details.filter((each) => each.startsWith('SEARCH v USING PRIMARY KEY (view=?')).length,
          2,
        )
        assert.ok(!details.some((each) => each.includes('TEMP B-TREE')), details.join('; '))
      }
      const sifted = connection.prepare(`EXPLAIN QUERY PLAN ${siftSql(shape, 2)}`).all()
      const tables = sifted
        .map((each) => String(each['detail']))
        .filter((each) => /SEARCH|TEMP B-TREE/.test(each))
      assert.match(tables[0] ?? '', /^SEARCH v USING PRIMARY KEY \(view=\?/)
      assert.deepEqual(tables.slice(1), [number[1], documents[0]])
      if (shape.start === 2) assert.match(String(plan[0]), /\(sort_key,id\)[<>]\(\?,\?\)/)
    })
  }
})
