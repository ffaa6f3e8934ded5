import { setTimeout as pause } from 'node:timers/promises'
import { systemAuthor } from '../../documents/author.ts'
import type { Change } from '../../documents/changes.ts'
import type { Document } from '../../documents/document.ts'
import type { Documents } from '../../documents/documents.ts'
import { failed, isConflict, systemError, type Failure } from '../../failures.ts'

/*
 * Guards the shape of the account tree. A new account keeps its ancestors in its own document; were its
 * parent moved or deleted at that very moment, it would be left with ancestors it does not have. So whoever
 * changes the shape says so first, in one small document, and every creation demands that this document is
 * as it was when the parent was looked at. Creations do not get in each other's way.
 */

const guardDb = 'account_tree'
const guardId = 'guard'

/** How long a change of the shape may take before others stop waiting for its end, in milliseconds. */
const leaseMs = 30_000
const pollMs = 10
const attempts = 50

/**
 * Writes something that relies on the tree as it stands: `work` looks at the tree and writes, with `guard`
 * among its changes. It is called again when the tree changed in between. Fails as `work` does.
 */
export async function onStandingTree<T>(
  documents: Documents,
  work: (guard: Change) => Promise<T | Failure>,
): Promise<T | Failure> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const before = await settledGuard(documents)
    const { db, id, rev } = before
    const done = await work({ change: 'require', db, id, rev })
    if (!isConflict(done) || (await documents.find(db, id))?.rev === rev) return done
  }
  return systemError('datastore_conflict')
}

/**
 * Changes the shape of the tree: while `work` runs, nobody else does, and no account is created. `work` has
 * to make its change and `release` in one write. Fails as `work` does.
 */
export async function changingTree<T>(
  documents: Documents,
  work: (release: Change) => Promise<T | Failure>,
): Promise<T | Failure> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const taken = await documents.writeOne(
      {
        change: 'replace',
        document: await settledGuard(documents),
        body: {},
        hidden: { pvt_busy_until: Date.now() + leaseMs },
      },
      systemAuthor,
    )
    if (failed(taken)) continue
    const release: Change = { change: 'replace', document: taken, body: {}, hidden: { pvt_busy_until: 0 } }
    let done: T | Failure | undefined
    let lost = false
    try {
      done = await work(release)
    } finally {
      if (done === undefined || failed(done)) lost = failed(await documents.write([release], systemAuthor))
    }
    // Whoever waited longer than the lease took over: then nothing was done.
    if (!lost || !isConflict(done)) return done
  }
  return systemError('datastore_conflict')
}

/** The guard, once nobody changes the tree. */
async function settledGuard(documents: Documents): Promise<Document> {
  for (;;) {
    const guard = await documents.find(guardDb, guardId)
    if (!guard) {
      await documents.write(
        [{ change: 'create', db: guardDb, id: guardId, type: 'account_tree', body: {} }],
        systemAuthor,
      )
      continue
    }
    const until = guard.hidden['pvt_busy_until']
    if (typeof until !== 'number' || until <= Date.now()) return guard
    await pause(pollMs)
  }
}
