import { Resolver } from 'node:dns/promises'
import type { MxRecord, NaptrRecord, SrvRecord } from 'node:dns'
import type { Names, RecordType } from './port.ts'

const timeoutMs = 2_000
const tries = 1

/** Asks name servers; `servers` gives the addresses (`ip` or `ip:port`) of those to ask, empty for the system's. */
export class DnsNames implements Names {
  readonly #servers: () => readonly string[]

  constructor(servers: () => readonly string[]) {
    this.#servers = servers
  }

  async records(host: string, type: RecordType, domain: string): Promise<readonly string[]> {
    const resolver = new Resolver({ timeout: timeoutMs, tries })
    const given = this.#servers()
    if (given.length > 0) resolver.setServers(given)
    else await askOwnServers(resolver, domain)
    return await lookUp(resolver, host, type).catch(() => [])
  }
}

/** Records that were changed a moment ago are seen at the domain's own servers first. */
async function askOwnServers(resolver: Resolver, domain: string): Promise<void> {
  try {
    const [first] = await resolver.resolveNs(domain)
    const addresses = first === undefined ? [] : await resolver.resolve4(first)
    if (addresses.length > 0) resolver.setServers(addresses)
  } catch {
    // The usual servers it is.
  }
}

async function lookUp(resolver: Resolver, host: string, type: RecordType): Promise<readonly string[]> {
  switch (type) {
    case 'A':
      return await resolver.resolve4(host)
    case 'CNAME':
      return await resolver.resolveCname(host)
    case 'MX':
      return (await resolver.resolveMx(host)).map(mxText)
    case 'NAPTR':
      return (await resolver.resolveNaptr(host)).map(naptrText)
    case 'SRV':
      return (await resolver.resolveSrv(host)).map(srvText)
    case 'TXT':
      return (await resolver.resolveTxt(host)).map((parts) => parts.join(''))
  }
}

function mxText({ priority, exchange }: MxRecord): string {
  return `${String(priority)} ${exchange}`
}

function srvText({ priority, weight, port, name }: SrvRecord): string {
  return [priority, weight, port, name].join(' ')
}

function naptrText({ order, preference, flags, service, regexp, replacement }: NaptrRecord): string {
  return `${String(order)} ${String(preference)} "${flags}" "${service}" "${regexp}" ${replacement}`
}
