import { after, before } from 'node:test'
import { storeContract } from '../../src/store/contract.ts'
import { openStore } from '../../src/store/open.ts'
import type { Store } from '../../src/store/port.ts'
import { TestDatabases } from '../harness/postgres.ts'

const databases = new TestDatabases()
let databaseUrl: string
before(async () => {
  await databases.start()
  databaseUrl = await databases.create()
})
after(async () => {
  await databases.drop(databaseUrl)
  await databases.remove()
})

storeContract('postgres', async () => {
  const open = (): Promise<Store> => openStore({ dataFolder: 'unused', databaseUrl, databaseConnections: 5 })
  const store = await open()
  return {
    store,
    second: open,
    release: async () => {
      await store.close()
      await databases.empty(databaseUrl)
    },
  }
})
