/**
 * What every engine of the store promises, as tests written against the port alone.
 * An engine's own test file calls `storeContract` with a way to open an empty store.
 */

import { describe, it } from 'node:test'
import { attachmentsContract } from './contract/attachments.ts'
import { commitsContract } from './contract/commits.ts'
import { documentsContract } from './contract/documents.ts'
import { inspectionContract } from './contract/inspection.ts'
import { jobsContract } from './contract/jobs.ts'
import { leasesContract } from './contract/leases.ts'
import { outboxContract } from './contract/outbox.ts'
import { processesContract } from './contract/processes.ts'
import type { ContractTest } from './contract/samples.ts'
import { siftingContract } from './contract/sifting.ts'
import { snapshotsContract } from './contract/snapshots.ts'
import { uniqueKeysContract } from './contract/unique-keys.ts'
import { upkeepContract } from './contract/upkeep.ts'
import { viewsContract } from './contract/views.ts'
import type { Store } from './port.ts'

/** An empty store, and what to do when the test is over (closing it included). */
export interface StoreUnderTest {
  readonly store: Store
  /** Opens the same database once more, as another process would; the test closes it. */
  second(): Promise<Store>
  release(): Promise<void>
}

/** Runs the contract on an engine; `open` is called for each test. */
export function storeContract(engine: string, open: () => Promise<StoreUnderTest>): void {
  const test: ContractTest = (name, body) => {
    void it(name, async () => {
      const opened = await open()
      try {
        await body(opened.store, () => opened.second())
      } finally {
        await opened.release()
      }
    })
  }
  void describe(`store contract: ${engine}`, () => {
    void describe('commits', () => commitsContract(test))
    void describe('views', () => viewsContract(test))
    void describe('sifting', () => siftingContract(test))
    void describe('unique keys', () => uniqueKeysContract(test))
    void describe('documents', () => documentsContract(test))
    void describe('attachments', () => attachmentsContract(test))
    void describe('outbox and named values', () => outboxContract(test))
    void describe('jobs', () => jobsContract(test))
    void describe('leases', () => leasesContract(test))
    void describe('processes', () => processesContract(test))
    void describe('inspection', () => inspectionContract(test))
    void describe('snapshots', () => snapshotsContract(test))
    void describe('upkeep', () => upkeepContract(test))
  })
}
