import type { SecretKey } from './secret-key.ts'
import { apiKeyLookup, sealText } from './sealed-text.ts'

/** The private fields that keep an account's API key: sealed to be shown again, and keyed to be found by. */
export function apiKeyFields(
  secret: SecretKey,
  accountId: string,
  apiKey: string,
): { pvt_api_key: string; pvt_api_key_lookup: string } {
  return {
    pvt_api_key: sealText(secret, `api_key ${accountId}`, apiKey),
    pvt_api_key_lookup: apiKeyLookup(secret, apiKey),
  }
}
