import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { storeContract } from '../contract.ts'
import { openStore } from '../open.ts'

storeContract('sqlite', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'crossbar-store-'))
  // What a power cut would do is not tested here, and the disk need not be waited for.
  const store = await openStore({ dataFolder, synchronous: 'off' })
  return {
    store,
    release: async () => {
      await store.close()
      await rm(dataFolder, { recursive: true })
    },
  }
})
