import type { DocumentFacts } from '../../documents/document.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'

/** Private field that keeps the secrets among a provider's settings, encrypted. */
const field = 'pvt_sealed_settings'

/** Settings that nobody is shown again. */
const secretName = /(^|_)(secret|secret_key|private_key|api_key|password|token)$/

interface Sealing {
  readonly signIn: Pick<Services['signIn'], 'seal' | 'unseal'>
}

/** A provider's public fields without its secrets, and the private field that keeps these. */
export interface SealedProvider {
  readonly body: JsonObject
  readonly hidden: JsonObject
}

/**
 * Takes the secrets out of what a client sent of a provider. Secrets it does not send are kept, as it cannot know
 * them; `null` removes one.
 */
export function sealSecrets(
  services: Sealing,
  place: { readonly db: string; readonly id: string },
  body: JsonObject,
  existing?: DocumentFacts,
): SealedProvider {
  const settings = isJsonObject(body['settings']) ? body['settings'] : undefined
  const same = existing?.body['provider_name'] === body['provider_name']
  const secrets = new Map(same ? Object.entries(unsealed(services, place, existing)) : [])
  const plain: JsonObject = Object.fromEntries(
    Object.entries(settings ?? {}).filter(([name, value]) => {
      if (!secretName.test(name)) return true
      if (value === null || value === undefined) secrets.delete(name)
      else secrets.set(name, value)
      return false
    }),
  )
  const text = JSON.stringify(Object.fromEntries(secrets))
  return {
    body: settings ? { ...body, settings: plain } : body,
    hidden: { [field]: secrets.size > 0 ? services.signIn.seal(placeOf(place), text) : undefined },
  }
}

/** All settings of a provider, with its secrets. */
export function settingsOf(services: Sealing, provider: DocumentFacts): JsonObject {
  const { settings } = provider.body
  return { ...(isJsonObject(settings) ? settings : {}), ...unsealed(services, provider, provider) }
}

function unsealed(
  { signIn }: Sealing,
  place: { readonly db: string; readonly id: string },
  provider: DocumentFacts | undefined,
): JsonObject {
  const sealed = provider?.hidden[field]
  const text = typeof sealed === 'string' ? signIn.unseal(placeOf(place), sealed) : undefined
  const secrets: unknown = text === undefined ? undefined : JSON.parse(text)
  return isJsonObject(secrets) ? secrets : {}
}

function placeOf({ db, id }: { readonly db: string; readonly id: string }): string {
  return `multi_factor ${db}/${id}`
}
