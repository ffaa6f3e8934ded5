import { BlockList, isIP } from 'node:net'
import type { UrlBlacklist } from '../environment.ts'
import type { Check } from '../pass.ts'

/** An address the server is to call for a client: http or https, and not one of the forbidden hosts. */
export const clientUrl: Check = (value, pass) => {
  if (typeof value === 'string' && !isClientUrl(value, pass.environment.urlBlacklist))
    pass.fail('error', { message: 'must be an http or https address of an allowed host', value })
}

/**
 * Tells whether clients may make the server call an address (core.md §15). The host is
 * taken as a browser would read it, so that other spellings of an IPv4 address
 * (`0x7f.1`, `2130706433`) do not slip through. Names are not resolved.
 */
export function isClientUrl(text: string, blacklist: UrlBlacklist): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  if (protocol !== 'http:' && protocol !== 'https:') return false
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '')
  const version = isIP(host)
  if (version === 0) return host !== '' && !blacklist.hosts.some((each) => each.toLowerCase() === host)
  return !blacklist.hosts.includes(host) && !inNetworks(host, version, blacklist.cidrs)
}

function inNetworks(address: string, version: number, cidrs: readonly string[]): boolean {
  const networks = new BlockList()
  for (const cidr of cidrs) {
    const [network = '', bits] = cidr.split('/')
    const family = isIP(network)
    const prefix = Number(bits ?? (family === 6 ? 128 : 32))
    // A line of the configuration that is no network forbids nothing.
    if (family !== 0 && Number.isInteger(prefix) && prefix >= 0 && prefix <= (family === 6 ? 128 : 32))
      networks.addSubnet(network, prefix, family === 6 ? 'ipv6' : 'ipv4')
  }
  return networks.check(address, version === 6 ? 'ipv6' : 'ipv4')
}
