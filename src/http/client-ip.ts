import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { isFalse } from '../documents/coercion.ts'
import type { SystemConfig } from '../documents/system-config.ts'

/**
 * The client's address: the TCP peer, or what `X-Forwarded-For` says when the peer is one of
 * the operator's reverse proxies (core.md §1).
 */
export function clientIp(request: IncomingMessage, config: SystemConfig): string {
  const peer = plain(request.socket.remoteAddress ?? '')
  const forwarded = request.headers['x-forwarded-for']
  if (typeof forwarded !== 'string' || forwarded === '') return peer
  const believed = isFalse(config.value('crossbar', 'check_reverse_proxies')) || isProxy(peer, config)
  return believed ? forwarded : peer
}

/** IPv4 addresses on an IPv6 socket in their own form. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
}

let known: { readonly of: unknown; readonly list: BlockList } | undefined

function isProxy(peer: string, config: SystemConfig): boolean {
  const configured = config.value('crossbar', 'reverse_proxies')
  if (known?.of !== configured || !known) {
    const list = new BlockList()
    for (const entry of Array.isArray(configured) ? configured : ['127.0.0.1']) addProxy(list, entry)
    known = { of: configured, list }
  }
  const family = isIP(peer)
  return family !== 0 && known.list.check(peer, family === 6 ? 'ipv6' : 'ipv4')
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
