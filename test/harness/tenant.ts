import { createHash } from 'node:crypto'
import type { Client } from './client.ts'
import { idOf } from './reply.ts'

/** A customer's account with a bit of everything. */
export interface Tenant {
  readonly id: string
  readonly realm: string
  readonly user: string
  readonly device: string
  readonly media: string
  readonly callflow: string
  readonly menu: string
}

/** Bytes that stand for a recording; longer than one piece of any stream. */
export const recording = Buffer.from(
  Array.from({ length: 6_000 }, (_, n) => createHash('sha256').update(String(n)).digest('hex')).join(''),
)
/** SHA-256 of `recording`. */
export const recordingDigest = createHash('sha256').update(recording).digest('hex')

/** User name and password of the tenant's user. */
export const tenantLogin = { username: 'ann', password: 'swordfish' } as const

/** Makes a tenant below the client's account, through the API. */
export async function makeTenant(client: Client, realm = 'tenant.test', name = 'Tenant'): Promise<Tenant> {
  const id = idOf(await client.put(`/v2/accounts/${client.accountId}`, { name, realm }))
  const account = `/v2/accounts/${id}`
  const { username, password } = tenantLogin
  const user = idOf(
    await client.put(`${account}/users`, {
      first_name: 'Ann',
      last_name: 'Bee',
      priv_level: 'admin',
      username,
      password,
    }),
  )
  const device = idOf(
    await client.put(`${account}/devices`, {
      name: 'Desk',
      owner_id: user,
      sip: { username: 'desk', password: 'secret1', realm: `other.${realm}` },
    }),
  )
  const media = idOf(await client.put(`${account}/media`, { name: 'Greeting' }))
  await client.post(`${account}/media/${media}/raw`, undefined, {
    raw: recording,
    headers: { 'content-type': 'audio/mp3' },
  })
  const menu = idOf(await client.put(`${account}/menus`, { name: 'Main', media: { greeting: media } }))
  const gone = idOf(await client.put(`${account}/menus`, { name: 'Former' }))
  await client.delete(`${account}/menus/${gone}`)
  const callflow = idOf(
    await client.put(`${account}/callflows`, {
      numbers: ['+14155550100'],
      flow: {
        module: 'menu',
        data: { id: menu },
        children: { '1': { module: 'device', data: { id: device }, children: {} } },
      },
    }),
  )
  return { id, realm, user, device, media, callflow, menu }
}
