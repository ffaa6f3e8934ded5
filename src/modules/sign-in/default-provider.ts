import type { SystemConfig } from '../../documents/system-config.ts'

/** Id of the system's provider of second factors, `auth.default_multi_factor_provider` (auth-and-system.md, "multi_factor"). */
export function defaultProvider(config: SystemConfig): string {
  return config.text('auth', 'default_multi_factor_provider', 'duo')
}
