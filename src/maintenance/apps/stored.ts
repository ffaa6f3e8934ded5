import { encodeKey } from '../../documents/collation.ts'
import { systemAuthor } from '../../documents/author.ts'
import { Document } from '../../documents/document.ts'
import { pick } from '../../documents/types.ts'
import { failed, type Failure } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import { appsView, appType } from '../../modules/apps_store/catalogue.ts'
import type { Services } from '../../modules/declaration/services.ts'
import type { MaintenanceIo } from '../registry.ts'
import { imageChanges, type Image } from './images.ts'

/** Fields that are printed of an application. */
const printed = ['name', 'phase', 'i18n', 'tags', 'api_url', 'source_url', 'published'] as const

/** The application of a name in the master account. */
export async function appNamed(services: Services, name: string): Promise<Document | undefined> {
  const { documents, accounts } = services
  if (accounts.masterId === undefined) return undefined
  const bound = encodeKey(name)
  const [row] = await documents.scan({
    db: accounts.masterId,
    view: appsView,
    low: bound,
    high: bound,
    descending: false,
    limit: 1,
    documents: true,
  })
  return row?.document && new Document(row.document)
}

/** An application of the master account by its id. */
export async function appWithId(services: Services, id: string): Promise<Document | undefined> {
  const { documents, accounts } = services
  const app = accounts.masterId === undefined ? undefined : await documents.find(accounts.masterId, id)
  return app?.type === appType ? app : undefined
}

/** Stores an application with new fields and pictures. */
export async function saveApp(
  services: Services,
  app: Document,
  body: JsonObject,
  images: readonly Image[] = [],
): Promise<Document | Failure> {
  const after = new Document(app.stored, { body, hidden: app.hidden })
  const written = await services.documents.write(
    [{ change: 'replace', document: app, body }, ...(await imageChanges(services, after, images))],
    systemAuthor,
  )
  return failed(written) ? written : (written[0] ?? app)
}

/** Prints an application: its name, then its fields, those of objects further in. */
export function printApp(io: MaintenanceIo, { id, body }: Document): void {
  io.print(`App ${nameOf(body)}`)
  printFields(io, { id, ...pick(body, printed) }, '  ')
  io.print('')
}

function printFields(io: MaintenanceIo, fields: JsonObject, indent: string): void {
  for (const [name, value] of Object.entries(fields))
    if (isJsonObject(value)) {
      io.print(`${indent}${name}:`)
      printFields(io, value, `${indent}  `)
    } else if (value !== undefined) io.print(`${indent}${name}: ${JSON.stringify(value)}`)
}

/** What an application is called. */
export function nameOf({ name }: JsonObject): string {
  return typeof name === 'string' ? name : ''
}
