import { systemAuthor } from '../documents/author.ts'
import { randomHex } from '../documents/identifiers.ts'
import type { SystemConfig } from '../documents/system-config.ts'
import type { SecretKey } from './secret-key.ts'

const key = 'secret_for_user_signature'

/**
 * The system's part of identity signatures (auth-and-system.md, "Claims"): from configuration
 * `auth.secret_for_user_signature`, which is made when first needed; a new value ends all tokens.
 */
export async function systemSignatureSecret(config: SystemConfig, secret: SecretKey): Promise<string> {
  const configured = config.value('auth', key)
  if (typeof configured === 'string') return secret.systemSignatureSecret(configured)
  const made = randomHex(32)
  const established = await config.establish('auth', key, made, systemAuthor)
  if (typeof established !== 'string') throw new Error('the system secret cannot be kept')
  return secret.systemSignatureSecret(established)
}
