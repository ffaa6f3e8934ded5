import { systemAuthor } from '../../src/documents/author.ts'
import { configDb, configType } from '../../src/documents/system-config.ts'
import { failed } from '../../src/failures.ts'
import type { JsonObject } from '../../src/json.ts'
import type { TestServer } from './server.ts'

/** Sets the `default` section of a category of the system configuration, as an operator would. */
export async function configure(server: TestServer, category: string, section: JsonObject): Promise<void> {
  const { documents } = server.running.edge.services
  const existing = await documents.find(configDb, category)
  const body = { ...existing?.body, default: section }
  const written = await documents.writeOne(
    existing
      ? { change: 'replace', document: existing, body }
      : { change: 'create', db: configDb, id: category, type: configType, body },
    systemAuthor,
  )
  if (failed(written)) throw new Error('the configuration cannot be written')
}
