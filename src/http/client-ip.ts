import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { isFalse } from '../documents/coercion.ts'
import type { SystemConfig } from '../documents/system-config.ts'

/** What of a request tells whom it is from. */
interface Received extends Pick<IncomingMessage, 'headers'> {
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/** Longest `X-Forwarded-For` that is looked at, in addresses: there are never so many proxies. */
const mostForwarders = 32

/**
 * The client's address: the TCP peer or, when that is one of the operator's reverse proxies, the last address of
 * `X-Forwarded-For` that is none of them (core.md §1). Each proxy adds whom it got the request from, so what stands
 * before that address is whatever the client wrote itself; the original takes the whole header. The nearest proxy
 * counts as the client where the header does not hold addresses; the first address, where all are proxies.
 */
export function clientIp(request: Received, config: Pick<SystemConfig, 'value'>): string {
  const peer = plain(request.socket.remoteAddress ?? '')
  const forwarded = request.headers['x-forwarded-for']
  if (typeof forwarded !== 'string' || forwarded === '') return peer
  const believed = isFalse(config.value('crossbar', 'check_reverse_proxies')) || isProxy(peer, config)
  if (!believed) return peer
  let nearest = peer
  for (const written of forwarded.split(',').slice(-mostForwarders).toReversed()) {
    const address = addressIn(written.trim())
    if (address === undefined) return nearest
    if (!isProxy(address, config)) return address
    nearest = address
  }
  return nearest
}

/** An address as proxies write it: some add the port. `undefined` for anything else. */
function addressIn(written: string): string | undefined {
  const [, bracketed, v4] = /^(?:\[([^\]]+)\]|(\d+(?:\.\d+){3}))(?::\d{1,5})?$/.exec(written) ?? []
  const address = plain(bracketed ?? v4 ?? written)
  // With a zone, an address means something to one machine only.
  return isIP(address) === 0 || address.includes('%') ? undefined : address
}

/** IPv4 addresses on an IPv6 socket in their own form. */
function plain(address: string): string {
  const lower = address.toLowerCase()
  return lower.startsWith('::ffff:') && isIP(lower.slice(7)) === 4 ? lower.slice(7) : lower
}

let known: { readonly of: unknown; readonly list: BlockList } | undefined

function isProxy(address: string, config: Pick<SystemConfig, 'value'>): boolean {
  const configured = config.value('crossbar', 'reverse_proxies')
  if (known?.of !== configured || !known) {
    const list = new BlockList()
    for (const entry of Array.isArray(configured) ? configured : ['127.0.0.1']) addProxy(list, entry)
    known = { of: configured, list }
  }
  const family = isIP(address)
  return family !== 0 && known.list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

function addProxy(list: BlockList, entry: unknown): void {
  if (typeof entry !== 'string') return
  const [address = '', bits] = entry.split('/')
  const family = isIP(address)
  if (family === 0) return
  const kind = family === 6 ? 'ipv6' : 'ipv4'
  if (bits === undefined) list.addAddress(address, kind)
  else if (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
    list.addSubnet(address, Number(bits), kind)
}
