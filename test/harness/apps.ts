import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemAuthor } from '../../src/documents/author.ts'
import { failed } from '../../src/failures.ts'
import type { JsonObject } from '../../src/json.ts'
import type { TestServer } from './server.ts'

/** What every application has to tell of itself. */
export function appFields(name: string, more: JsonObject = {}): JsonObject {
  return {
    name,
    api_url: 'https://api.test/v2/',
    author: 'Somebody',
    i18n: { 'en-US': { label: `The ${name}`, description: `What ${name} does` } },
    icon: `${name}.png`,
    license: '-',
    price: 0,
    version: '1.0',
    ...more,
  }
}

/** Makes an application in the master account; gives back its id. */
export async function makeApp(server: TestServer, name: string, more: JsonObject = {}): Promise<string> {
  const { documents, accounts } = server.running.edge.services
  const written = await documents.writeOne(
    { change: 'create', db: accounts.masterId ?? '', type: 'app', body: appFields(name, more) },
    systemAuthor,
  )
  if (failed(written)) throw new Error('the application cannot be written')
  return written.id
}

/** Makes a folder of an application as developers of consoles have it, below a folder. */
export async function appFolder(
  parent: string,
  name: string,
  metadata: JsonObject | string,
  files: Readonly<Record<string, string | Buffer>> = {},
): Promise<string> {
  const folder = join(parent, name)
  for (const kind of ['icon', 'screenshots']) await mkdir(join(folder, 'metadata', kind), { recursive: true })
  await writeFile(
    join(folder, 'metadata', 'app.json'),
    typeof metadata === 'string' ? metadata : JSON.stringify(metadata),
  )
  for (const [file, content] of Object.entries(files))
    await writeFile(join(folder, 'metadata', file), content)
  return folder
}

/** A folder for folders. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'crossbar-apps-'))
}
