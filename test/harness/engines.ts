import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before } from 'node:test'
import { TestDatabases } from './postgres.ts'

/** Where tests of both engines keep their stores, once the tests of the file have begun. */
export interface EnginePlaces {
  readonly folder: string
  /** Address of an empty PostgreSQL database. */
  readonly databaseUrl: string
}

/** Makes a folder and a PostgreSQL database for the tests of a file, and removes both behind them. */
export function useBothEngines(): EnginePlaces {
  const databases = new TestDatabases()
  const places = { folder: '', databaseUrl: '' }
  before(async () => {
    places.folder = await mkdtemp(path.join(tmpdir(), 'crossbar-engines-'))
    await databases.start()
    places.databaseUrl = await databases.create()
  })
  after(async () => {
    await databases.drop(places.databaseUrl)
    await databases.remove()
    await rm(places.folder, { recursive: true })
  })
  return places
}
