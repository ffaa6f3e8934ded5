import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { systemAuthor } from './author.ts'
import { DocumentTypes } from './types.ts'
import { planWrite } from './write-plan.ts'

const db = '0123456789abcdef0123456789abcdef'

describe('plan of a write', () => {
  const steps = (consumed: readonly string[], silent = false): readonly string[] => {
    const types = new DocumentTypes(new Set(consumed))
    types.add([{ type: 'menu', silent }])
    const create = { change: 'create', db, id: 'm', type: 'menu', body: { name: 'Main' } } as const
    return planWrite([create], systemAuthor, types).steps.map((step) => step.do)
  }

  it('holds an event of a kind that somebody takes', () => {
    assert.deepEqual(steps(['doc_created']), ['put', 'publish'])
  })

  it('holds no event that nobody takes', () => {
    assert.deepEqual(steps([]), ['put'])
    assert.deepEqual(steps(['doc_edited']), ['put'])
  })

  it('holds no event of a kind of documents that is silent', () => {
    assert.deepEqual(steps(['doc_created'], true), ['put'])
  })

  it('tells who wants to know what happened to which document', () => {
    const types = new DocumentTypes(new Set(['doc_created']))
    const create = { change: 'create', db, id: 'm', type: 'menu', body: { name: 'Main' } } as const
    const { steps, documents } = planWrite([create], { accountId: db, requestId: 'r' }, types)
    const [document] = documents
    const event = steps.find((step) => step.do === 'publish')
    assert.equal(event?.kind, 'doc_created')
    assert.deepEqual(JSON.parse(event.payload), {
      ID: 'm',
      Type: 'menu',
      Database: 'account%2F01%2F23%2F456789abcdef0123456789abcdef',
      Rev: document?.rev,
      'Account-ID': db,
      'Date-Created': document?.created,
      'Date-Modified': document?.modified,
      'Is-Soft-Deleted': false,
      'Request-ID': 'r',
    })
  })
})
