import type { Account } from '../../documents/accounts.ts'
import type { JsonObject, MutableJsonObject } from '../../json.ts'
import { signedInApps } from '../apps_store/shown.ts'
import type { Services } from '../declaration/services.ts'
import { clusterId } from './cluster-id.ts'

/** Addresses a client is told of: name in the answer, category and key of the configuration. */
const addresses = [
  ['provisioner', 'provisioner', 'provisioning_url'],
  ['mobile', 'mobile', 'url'],
  ['kazoo_websocket', 'blackhole', 'url'],
  ['webrtc_websocket', 'webrtc', 'url'],
  ['phonebook', 'phonebook', 'url'],
  ['cluster_manager', 'cluster_manager', 'url'],
] as const

/**
 * What everyone is told who signed in (auth-and-system.md, "login response"): `credential` says who that
 * is; the rest only for those of an account.
 */
export async function loginResponse(
  services: Services,
  credential: JsonObject,
  accountId: string | undefined,
  userId: string | undefined,
): Promise<JsonObject> {
  const account = accountId === undefined ? undefined : await services.accounts.find(accountId)
  if (!account) return credential
  const language = await languageOf(services, account, userId)
  return {
    ...credential,
    account_id: account.id,
    ...(userId !== undefined && { owner_id: userId }),
    apps: await signedInApps(services, account, userId, language),
    language,
    account_name: account.name,
    cluster_id: await clusterId(services),
    reseller_id: account.resellerId,
    is_reseller: account.isReseller,
    is_master_account: account.id === services.accounts.masterId,
    capabilities: { voicemail: { transcription: transcription(services) } },
    ui_config: uiConfig(services),
  }
}

/** The language of a user, or of an account: the user's, else the account's, else the system's. */
export async function languageOf(services: Services, account: Account, userId?: string): Promise<string> {
  const user = userId === undefined ? undefined : await services.documents.find(account.id, userId)
  const own = user?.body['language'] ?? account.document.body['language']
  return typeof own === 'string' && own !== ''
    ? own
    : services.config.text('crossbar', 'default_language', 'en-US')
}

/** Whether voicemail can be written down: only with a key for the provider of speech recognition. */
function transcription({ config }: Services): JsonObject {
  const category = config.text('speech', 'asr_provider', 'ispeech') === 'google' ? 'speech.google' : 'speech'
  return {
    available: config.text(category, 'asr_api_key', '') !== '',
    default: config.flag('callflow', 'voicemail.transcribe_default', false),
  }
}

function uiConfig({ config }: Services): JsonObject {
  const api: MutableJsonObject = {}
  for (const [name, category, key] of addresses) {
    const url = config.text(category, key, '')
    if (url !== '') api[name] = { url }
  }
  return Object.keys(api).length > 0 ? { api } : {}
}
