import type { SchemaTable } from '../table.ts'

/** Schemas of the settings accounts may set for themselves. */
export const accountConfigSchemas: SchemaTable = {
  'account_config.call_command': async () => (await import('./call_command.ts')).AccountConfigCallCommand,
  'account_config.callflow': async () => (await import('./callflow.ts')).AccountConfigCallflow,
  'account_config.cdr': async () => (await import('./cdr.ts')).AccountConfigCdr,
  'account_config.conferences': async () => (await import('./conferences.ts')).AccountConfigConferences,
  'account_config.crossbar.auth': async () => (await import('./crossbar.auth.ts')).AccountConfigCrossbarAuth,
  'account_config.crossbar.sms': async () => (await import('./crossbar.sms.ts')).AccountConfigCrossbarSms,
  'account_config.doodle': async () => (await import('./doodle.ts')).AccountConfigDoodle,
  'account_config.fax': async () => (await import('./fax.ts')).AccountConfigFax,
  'account_config.kazoo_endpoint': async () =>
    (await import('./kazoo_endpoint.ts')).AccountConfigKazooEndpoint,
  'account_config.keys': async () => (await import('./keys.ts')).AccountConfigKeys,
  'account_config.ledgers': async () => (await import('./ledgers.ts')).AccountConfigLedgers,
  'account_config.media': async () => (await import('./media.ts')).AccountConfigMedia,
  'account_config.notify': async () => (await import('./notify.ts')).AccountConfigNotify,
  'account_config.notify.password_recovery': async () =>
    (await import('./notify.password_recovery.ts')).AccountConfigNotifyPasswordRecovery,
  'account_config.number_manager': async () =>
    (await import('./number_manager.ts')).AccountConfigNumberManager,
  'account_config.omnipresence': async () => (await import('./omnipresence.ts')).AccountConfigOmnipresence,
  'account_config.privacy': async () => (await import('./privacy.ts')).AccountConfigPrivacy,
  'account_config.tasks.bill_early': async () =>
    (await import('./tasks.bill_early.ts')).AccountConfigTasksBillEarly,
  'account_config.webhooks': async () => (await import('./webhooks.ts')).AccountConfigWebhooks,
}
