import type { SystemConfig } from '../documents/system-config.ts'
import type { Auth } from './auth.ts'

/**
 * Whether users whose `priv_level` is `user` may do what admins may, as with the original, which hardly tells them
 * apart (auth-and-system.md, "authorization model"): system configuration `crossbar.security`, `allow_plain_users`.
 */
export function plainUsersAreAdmins(config: Pick<SystemConfig, 'flag'>): boolean {
  return config.flag('crossbar.security', 'allow_plain_users', false)
}

/**
 * Whether somebody is a user and no admin. Tokens without a user, such as those of API keys, count as admins; so do
 * all users of superduper accounts.
 */
export function isPlainUser(
  auth: Pick<Auth, 'superduper' | 'isAdmin' | 'ownerId'>,
  config: Pick<SystemConfig, 'flag'>,
): boolean {
  if (auth.superduper || auth.isAdmin || auth.ownerId === undefined) return false
  return !plainUsersAreAdmins(config)
}
