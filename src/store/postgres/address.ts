import { StoreUnusable } from '../port.ts'

/** How the connection is protected: not at all, encrypted, or encrypted with the server's name checked. */
export type Tls = 'disable' | 'require' | 'verify-full'

/** Where the database is, and as whom to go there. */
export interface Address {
  /** Servers, one of which is the primary. A host that begins with `/` is a folder with a socket. */
  readonly hosts: readonly { readonly host: string; readonly port: number }[]
  readonly user: string
  readonly password: string | undefined
  readonly database: string
  readonly tls: Tls | undefined
  /** File with the certificates of those who may vouch for the server. */
  readonly caFile: string | undefined
  readonly applicationName: string
}

const shape =
  /^postgres(?:ql)?:\/\/(?:(?<login>[^/?]*)@)?(?<hosts>[^/?@]*)(?:\/(?<database>[^?]*))?(?:\?(?<query>.*))?$/s

/** Options in the address that are understood; the others of libpq are refused rather than passed over. */
const options: ReadonlySet<string> = new Set([
  'application_name',
  'host',
  'port',
  'sslmode',
  'sslrootcert',
  'target_session_attrs',
])

/**
 * Takes a PostgreSQL address apart: `postgres://user:password@host:5432,host2/database?sslmode=require`.
 * Throws `StoreUnusable`, without repeating the address, which may hold a password.
 */
export function readAddress(url: string): Address {
  const groups = shape.exec(url)?.groups
  if (!groups) throw unusable('it is not like postgres://user:password@host:5432/database')
  const query = new URLSearchParams(groups['query'] ?? '')
  for (const name of query.keys())
    if (!options.has(name)) throw unusable(`its option ${JSON.stringify(name.slice(0, 40))} is not known`)
  checkTarget(query.get('target_session_attrs'))
  const login = groups['login'] ?? ''
  const at = login.includes(':') ? login.indexOf(':') : login.length
  const user = decoded(login.slice(0, at)) || 'crossbar'
  return {
    hosts: readHosts(query.get('host') ?? groups['hosts'] ?? '', query.get('port')),
    user,
    password: at < login.length ? decoded(login.slice(at + 1)) : undefined,
    database: decoded(groups['database'] ?? '') || user,
    tls: readTls(query.get('sslmode')),
    caFile: query.get('sslrootcert') ?? undefined,
    applicationName: query.get('application_name') ?? 'crossbar',
  }
}

function readHosts(text: string, ports: string | null): Address['hosts'] {
  const given = ports?.split(',') ?? []
  return text.split(',').map((each, at) => {
    const found = /^(?<host>\/.*|\[[^\]]+\]|[^:[\]]*)(?::(?<port>\d{1,5}))?$/.exec(each)?.groups
    const port = Number(found?.['port'] ?? given[at] ?? given[0] ?? 5432)
    if (!found || !(port > 0 && port < 65_536)) throw unusable('its host and port cannot be understood')
    const host = decoded(found['host'] ?? '').replace(/^\[(.*)\]$/, '$1')
    return { host: host || 'localhost', port }
  })
}

function readTls(mode: string | null): Tls | undefined {
  if (mode === null || mode === 'disable' || mode === 'require' || mode === 'verify-full')
    return mode ?? undefined
  throw unusable('its sslmode has to be disable, require or verify-full')
}

/** Only a server that takes writes is of use, whether the address says so or not. */
function checkTarget(target: string | null): void {
  if (target === null || ['any', 'read-write', 'primary'].includes(target)) return
  throw unusable('its target_session_attrs has to be read-write')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw unusable('a % in it does not stand for a character: write it as %25')
  }
}

function unusable(why: string): StoreUnusable {
  return new StoreUnusable(`The database URL cannot be used: ${why}`)
}
