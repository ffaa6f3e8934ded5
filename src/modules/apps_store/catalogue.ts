import { isFalse } from '../../documents/coercion.ts'
import { Document } from '../../documents/document.ts'
import { pick, type DocumentType } from '../../documents/types.ts'
import type { JsonObject } from '../../json.ts'
import { allRows } from '../declaration/all-rows.ts'
import type { Services } from '../declaration/services.ts'

/** The `pvt_type` of applications; their schema is `app`. */
export const appType = 'app'

/** All applications of an account, key name. */
export const appsView = 'apps_store/crossbar_listing'

/** Applications, by name. */
export const appDocuments: DocumentType = {
  type: appType,
  views: [
    {
      name: appsView,
      version: 1,
      emit: ({ id, body }) => [
        {
          key: body['name'] ?? null,
          value: {
            id,
            ...pick(body, ['name', 'phase', 'i18n', 'tags', 'api_url', 'source_url', 'published']),
          },
        },
      ],
    },
  ],
}

/** An application as an account sees it. */
export interface App {
  readonly id: string
  /** The account whose database it is in. */
  readonly accountId: string
  readonly name: string
  /** Whether the account is offered it. */
  readonly published: boolean
  /** Who decided that last. */
  readonly authority: string
  /** Its public fields, with what the account set for it over them. */
  readonly fields: JsonObject
}

/** Fields that follow from the application itself, whatever an account stores for it. */
const fixed = ['id', 'name', 'account_id', 'published', 'authority'] as const

/** The applications of the master account, which every account is offered unless something speaks against it; by name. */
export async function masterApps({
  documents,
  accounts,
}: Pick<Services, 'documents' | 'accounts'>): Promise<readonly App[]> {
  const { masterId } = accounts
  if (masterId === undefined) return []
  const rows = await allRows(documents, { db: masterId, view: appsView, documents: true })
  return rows.flatMap(({ document }) => (document ? [appOf(new Document(document))] : []))
}

/** An application of the master account. */
export async function masterApp(
  services: Pick<Services, 'documents' | 'accounts'>,
  id: string,
): Promise<App | undefined> {
  const { masterId } = services.accounts
  const document = masterId === undefined ? undefined : await services.documents.find(masterId, id)
  return document?.type === appType ? appOf(document) : undefined
}

/** Lays what an account stores for an application over its fields. */
export function withSettings(app: App, settings: JsonObject): App {
  const own = Object.fromEntries(fixed.map((name) => [name, app.fields[name]]))
  return { ...app, fields: { ...app.fields, ...settings, ...own } }
}

function appOf({ id, db, body }: Document): App {
  const { name } = body
  return {
    id,
    accountId: db,
    name: typeof name === 'string' ? name : '',
    published: !isFalse(body['published']),
    authority: 'master_account',
    fields: body,
  }
}
