import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** Numbers of the record types it knows (RFC 1035 §3.2.2, RFC 2782). */
const typeNumbers: Readonly<Record<string, number>> = { A: 1, CNAME: 5, SRV: 33 }

/** Records by `TYPE host`, as text: an address, a name, or `priority weight port name`. */
export type Zone = Readonly<Record<string, readonly string[]>>

/** A name server on loopback (RFC 1035). Gives back its address as `ip:port`, and what stops it. */
export async function startNameServer(zone: Zone): Promise<{ address: string; stop: () => void }> {
  const socket = createSocket('udp4')
  socket.on('message', (query, peer) => {
    socket.send(answer(query, zone), peer.port, peer.address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { address: `127.0.0.1:${String(socket.address().port)}`, stop: () => socket.close() }
}

function answer(query: Buffer, zone: Zone): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = query.readUInt8(at); length > 0; length = query.readUInt8(at)) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const question = query.subarray(12, at + 5)
  const number = query.readUInt16BE(at + 1)
  const type = Object.keys(typeNumbers).find((name) => typeNumbers[name] === number) ?? ''
  const records = zone[`${type} ${labels.join('.')}`] ?? []
  const header = Buffer.from(query.subarray(0, 12))
  // An authoritative answer; the name does not exist where there are no records.
  header.writeUInt16BE(records.length > 0 ? 0x8400 : 0x8403, 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  header.writeUInt32BE(0, 8)
  return Buffer.concat([header, question, ...records.map((text) => record(number, dataOf(type, text)))])
}

/** A record for the name of the question. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(type, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

function dataOf(type: string, text: string): Buffer {
  if (type === 'A') return Buffer.from(text.split('.').map(Number))
  if (type === 'CNAME') return nameBytes(text)
  const [priority = '', weight = '', port = '', name = ''] = text.split(' ')
  const numbers = Buffer.alloc(6)
  for (const [index, each] of [priority, weight, port].entries())
    numbers.writeUInt16BE(Number(each), index * 2)
  return Buffer.concat([numbers, nameBytes(name)])
}

function nameBytes(name: string): Buffer {
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]))
  return Buffer.concat([...labels, Buffer.from([0])])
}
