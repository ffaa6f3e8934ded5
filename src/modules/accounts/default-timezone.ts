import type { Services } from '../declaration/services.ts'

/** Timezone of accounts that name none and have nobody to take it from. */
export function defaultTimezone({ config }: Pick<Services, 'config'>): string {
  return config.text('accounts', 'default_timezone', 'America/Los_Angeles')
}
