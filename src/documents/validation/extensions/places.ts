import type { Place } from '../compile.ts'
import type { Check } from '../pass.ts'
import { actionData, actionModule } from './actions.ts'
import { clientUrl } from './client-urls.ts'
import { oauthDocument, storageReference } from './storage-references.ts'

/** What `kazoo-validation` asks for, by schema and field (core.md §15). */
const extensions: ReadonlyMap<string, Check> = new Map([
  ['callflows.action.module', actionModule('callflows')],
  ['callflows.action.data', actionData('callflows')],
  ['metaflow.module', actionModule('metaflows')],
  ['metaflow.data', actionData('metaflows')],

  ['webhooks.uri', clientUrl],
  ['callflows.webhook.uri', clientUrl],
  ['callflows.pivot.voice_url', clientUrl],
  ['callflows.record_call.url', clientUrl],
  ['callflows.record_caller.url', clientUrl],
  ['metaflows.pivot.voice_url', clientUrl],
  ['metaflows.record_call.url', clientUrl],
  ['call_recording.parameters.url', clientUrl],
  ['faxbox.notifications.inbound.callback.url', clientUrl],
  ['faxbox.notifications.outbound.callback.url', clientUrl],
  ['storage.attachment.http.settings.url', clientUrl],

  ['storage.plan.database.document.connection', storageReference('connections')],
  ['storage.plan.database.attachment.handler', storageReference('attachments')],
  ['storage.attachment.google_drive.settings.oauth_doc_id', oauthDocument],
  ['storage.attachment.google_storage.settings.oauth_doc_id', oauthDocument],
  ['storage.attachment.onedrive.settings.oauth_doc_id', oauthDocument],
  ['storage.attachment.dropbox.settings.oauth_doc_id', oauthDocument],

  // Marked in the schema, but the original knows no check for it: plans may name connections of a parent plan.
  ['storage.plan.database.connection', () => undefined],
])

/** The extended check of a field that is marked for one. */
export function extensionAt(place: Place): Check {
  const name = [place.schema, ...place.path].join('.')
  const check = extensions.get(name)
  if (!check) throw new Error(`There is no extended check for ${name}`)
  return check
}
