import type { Account } from '../../documents/accounts.ts'
import { isFalse } from '../../documents/coercion.ts'
import { pick } from '../../documents/types.ts'
import { valueAt, type JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { appsFor } from './available.ts'
import type { App } from './catalogue.ts'

/** An application in the account's listing (auth-and-system.md, "apps_store" 4). */
export function listedApp(app: App): JsonObject {
  return {
    id: app.id,
    ...pick(app.fields, ['name', 'i18n', 'tags', 'api_url', 'source_url']),
    account_id: app.accountId,
    ...pick(app.fields, ['users', 'allowed_users']),
    masqueradable: !isFalse(app.fields['masqueradable']),
    ...pick(app.fields, ['phase', 'extends']),
  }
}

/** One application with all that is known of it (auth-and-system.md, "apps_store" 5). */
export function shownApp({ id, accountId, published, authority, fields }: App): JsonObject {
  return { ...fields, id, account_id: accountId, published, authority }
}

/** The applications somebody who signs in is told of, with labels in their language (auth-and-system.md, "login response"). */
export async function signedInApps(
  services: Pick<Services, 'documents' | 'accounts' | 'config'>,
  account: Account,
  userId: string | undefined,
  language: string,
): Promise<readonly JsonObject[]> {
  const languages = [language, services.config.text('crossbar', 'default_language', 'en-US'), 'en-US']
  const apps = await appsFor(services, account, userId)
  return apps
    .filter(({ published }) => published)
    .map(({ id, fields }) => {
      const label = languages
        .map((each) => valueAt(fields['i18n'], [each, 'label']))
        .find((text) => text !== undefined)
      return {
        id,
        ...pick(fields, ['name', 'api_url', 'source_url']),
        ...(label !== undefined && { label }),
      }
    })
}
