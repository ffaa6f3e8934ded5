import { TestDatabases } from '../harness/postgres.ts'
import { pairOfNodes } from './pair.ts'
import { togetherTests } from './tests.ts'

const databases = new TestDatabases()

togetherTests('two nodes on one PostgreSQL database', async () => {
  await databases.start()
  const address = await databases.create()
  const pair = await pairOfNodes(address)
  return {
    ...pair,
    stop: async () => {
      await pair.stop()
      await databases.drop(address)
      await databases.remove()
    },
  }
})
