import { file, folder, matching, oneOf, onOff, postgresUrl, url, wholeNumber } from './setting-kinds.ts'
import type { SettingKind } from './setting-kinds.ts'

/** One setting of the server. Its flag is made from `env` (see `flagOf`). */
export interface Setting {
  /** Environment variable. */
  readonly env: `CROSSBAR_${string}`
  readonly group: 'Listening' | 'Data' | 'Logs and metrics' | 'First start' | 'Mail'
  readonly kind: SettingKind<unknown>
  /** Text that holds when nothing is given; a setting without one may stay unset. */
  readonly default?: string
  readonly description: string
  /** Better given in the environment, since other users of the machine can see flags; never repeated in an error. */
  readonly secret?: true
}

/**
 * Every setting of the server, in the order of the help text. Parsing, `--help`
 * and docs/settings.md come from this table.
 */
export const settingTable = {
  host: {
    env: 'CROSSBAR_HOST',
    group: 'Listening',
    kind: matching(/^[\w.:%-]+$/, 'a host name or an IP address'),
    default: '127.0.0.1',
    description: 'Address to listen on. Use 0.0.0.0 or :: to be reached from other machines.',
  },
  port: {
    env: 'CROSSBAR_PORT',
    group: 'Listening',
    kind: wholeNumber(0, 65_535, 'a port number from 0 to 65535 (0: any free port)'),
    default: '8000',
    description: 'TCP port to listen on.',
  },
  workers: {
    env: 'CROSSBAR_WORKERS',
    group: 'Listening',
    kind: wholeNumber(1, 64, 'a number from 1 to 64'),
    default: '1',
    description:
      'Number of processes that answer requests. More than one use more processors, and one more process looks ' +
      'after them.',
  },
  ui: {
    env: 'CROSSBAR_UI',
    group: 'Listening',
    kind: folder,
    description:
      'Folder of static files, such as a built web console, to serve at / beside the API. When unset, none are.',
  },
  data: {
    env: 'CROSSBAR_DATA',
    group: 'Data',
    kind: folder,
    default: './data',
    description:
      'Folder of the embedded database, of recordings, voicemail, faxes and keys. Made when missing.',
  },
  databaseUrl: {
    env: 'CROSSBAR_DATABASE_URL',
    group: 'Data',
    kind: postgresUrl,
    description:
      'PostgreSQL database to use instead of the embedded one. Of several hosts, separated by commas, ' +
      'the one that takes writes is used.',
    secret: true,
  },
  databaseConnections: {
    env: 'CROSSBAR_DATABASE_CONNECTIONS',
    group: 'Data',
    kind: wholeNumber(5, 1000, 'a whole number from 5 to 1000'),
    default: '8',
    description: 'Connections of each process to PostgreSQL.',
  },
  databaseTimeout: {
    env: 'CROSSBAR_DATABASE_TIMEOUT',
    group: 'Data',
    kind: wholeNumber(1, 600, 'a whole number of seconds from 1 to 600'),
    default: '5',
    description:
      'Seconds after which a statement in PostgreSQL is given up, and the client told to try later.',
  },
  databaseTls: {
    env: 'CROSSBAR_DATABASE_TLS',
    group: 'Data',
    kind: oneOf(['disable', 'require', 'verify-full']),
    description:
      'Protection of connections to PostgreSQL: disable, require (encrypted), or verify-full (encrypted, and ' +
      'the server proves its name). When unset, what sslmode in the URL says, or none.',
  },
  databaseCa: {
    env: 'CROSSBAR_DATABASE_CA',
    group: 'Data',
    kind: file,
    description:
      'File with the certificates (PEM) of those who may vouch for the PostgreSQL server. When unset, ' +
      'those that Node.js knows.',
  },
  secret: {
    env: 'CROSSBAR_SECRET',
    group: 'Data',
    kind: matching(/^[\da-fA-F]{64}$/, '64 hexadecimal digits'),
    description:
      'Secret behind passwords, API keys and tokens, the same on every node of one PostgreSQL database. When ' +
      'unset, that of secret.key in the data folder, which the first start makes.',
    secret: true,
  },
  synchronous: {
    env: 'CROSSBAR_SYNCHRONOUS',
    group: 'Data',
    kind: oneOf(['full', 'normal']),
    default: 'full',
    description:
      'When a write to the embedded database is answered: full: once it is on disk; normal: before, ' +
      'so that a power failure can lose the last writes but not damage the database.',
  },
  logLevel: {
    env: 'CROSSBAR_LOG_LEVEL',
    group: 'Logs and metrics',
    kind: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
    description: 'Least severe level that is logged.',
  },
  logPretty: {
    env: 'CROSSBAR_LOG_PRETTY',
    group: 'Logs and metrics',
    kind: onOff,
    default: '0',
    description: 'Log lines for people to read instead of JSON.',
  },
  metrics: {
    env: 'CROSSBAR_METRICS',
    group: 'Logs and metrics',
    kind: oneOf(['loopback', 'all', 'off']),
    default: 'loopback',
    description: 'Who may read /metrics: clients on this machine, everyone, or no one.',
  },
  masterAccount: {
    env: 'CROSSBAR_MASTER_ACCOUNT',
    group: 'First start',
    kind: matching(/^[^\p{Cc}]{1,128}$/u, '1 to 128 characters'),
    description: 'Name of the first account, which is made when the database is empty.',
  },
  masterRealm: {
    env: 'CROSSBAR_MASTER_REALM',
    group: 'First start',
    kind: matching(/^[\w.-]{4,253}$/, '4 to 253 letters, digits, dots, dashes and underscores'),
    description: 'SIP realm of the first account.',
  },
  masterUsername: {
    env: 'CROSSBAR_MASTER_USERNAME',
    group: 'First start',
    kind: matching(/^[\w.+@-]{1,256}$/, '1 to 256 letters, digits and any of . + @ - _'),
    description: 'User name of the first account’s administrator.',
  },
  masterPassword: {
    env: 'CROSSBAR_MASTER_PASSWORD',
    group: 'First start',
    kind: matching(/^.{6,}$/su, 'at least 6 characters'),
    description: 'Password of the first account’s administrator.',
    secret: true,
  },
  masterApiKey: {
    env: 'CROSSBAR_MASTER_API_KEY',
    group: 'First start',
    kind: matching(/^[\da-f]{64}$/, '64 hexadecimal digits in lower case'),
    description: 'API key of the first account; drawn at random when unset.',
    secret: true,
  },
  smtpUrl: {
    env: 'CROSSBAR_SMTP_URL',
    group: 'Mail',
    kind: url(['smtp:', 'smtps:'], 'an address such as smtp://user:password@host:587'),
    description: 'Mail server for messages such as password recovery. When unset, no mail is sent.',
    secret: true,
  },
  mailFrom: {
    env: 'CROSSBAR_MAIL_FROM',
    group: 'Mail',
    kind: matching(
      /^(?:[^<>\p{Cc}]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u,
      'a mail address, or Name <address>',
    ),
    default: 'crossbar@localhost',
    description: 'Sender of the server’s mail.',
  },
} as const satisfies Record<string, Setting>

/** Name of a setting in the program. */
export type SettingName = keyof typeof settingTable

/** All names, in the order of the table. */
export const settingNames = Object.keys(settingTable) as readonly SettingName[]

type ValueOf<S> = S extends { kind: SettingKind<infer Value>; default: string }
  ? Value
  : S extends { kind: SettingKind<infer Value> }
    ? Value | undefined
    : never

/** The settings of a server, read and checked. Folders are absolute paths. */
export type Settings = { readonly [Name in SettingName]: ValueOf<(typeof settingTable)[Name]> }

/** Flag of a setting, without its dashes: `log-level` for `CROSSBAR_LOG_LEVEL`. */
export function flagOf(setting: Setting): string {
  return setting.env.slice('CROSSBAR_'.length).toLowerCase().replaceAll('_', '-')
}
