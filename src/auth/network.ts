import { isIP } from 'node:net'

/**
 * What limits count a client by: its address or, for IPv6, the network of 64 bits that it is in. Whoever has one
 * IPv6 address has all of that network (RFC 6177), and could be somebody else with every request. Anything that is no
 * address stays as it is.
 */
export function networkOf(address: string): string {
  if (!address.includes(':') || isIP(address) !== 6) return address
  const [groups = ''] = address.split('%')
  const [start = '', end] = groups.split('::')
  const leading = groupsIn(start)
  const trailing = groupsIn(end ?? '')
  // What `::` leaves out; an IPv4 address at the end stands for two groups.
  const written = leading.length + trailing.length + (groups.includes('.') ? 1 : 0)
  const left = Array.from({ length: 8 - written }, () => '0')
  const network = [...leading, ...left, ...trailing].slice(0, 4)
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

function groupsIn(text: string): readonly string[] {
  return text === '' ? [] : text.split(':')
}
