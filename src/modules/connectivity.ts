import type { DocumentFacts } from '../documents/document.ts'
import type { View } from '../documents/types.ts'
import { isJsonObject, valueAt, type Json, type JsonObject } from '../json.ts'
import { crud } from './declaration/crud.ts'

/** SIP user names of trunk servers, beside those of devices: a device may not take one of them. */
const serverCredentials: View = {
  name: 'devices/sip_credentials',
  version: 1,
  emit: (trunks) =>
    serversOf(trunks).flatMap((server) => {
      const username = valueAt(server, ['auth', 'auth_user'])
      return typeof username === 'string' && username !== ''
        ? [{ key: username.toLowerCase(), value: { method: authMethod(server) } }]
        : []
    }),
}

/** Connectivity: the trunks of an account's own telephone exchanges (accounts-and-pbx.md, "connectivity"). */
export default crud({
  name: 'connectivity',
  type: 'sys_info',
  schema: 'connectivity',
  noun: 'trunk configuration',
  listing: {
    version: 1,
    key: (trunks) => trunks.id,
    entry: [],
    // Ids, not objects.
    map: (rows) => rows.map(({ id }) => JSON.stringify(id)),
  },
  views: [serverCredentials],
  check: ({ account }, { body, ...draft }) => {
    const own = body['account'] ?? {}
    return {
      ...draft,
      body: isJsonObject(own) ? { ...body, account: { ...own, auth_realm: account.realm } } : body,
    }
  },
  written: ({ services, account }, { verb, before, after }) => {
    if (verb === 'PUT' || verb === 'DELETE') services.switch.flushRegistrations(account.realm)
    if (before) services.switch.flushCredentials(account.realm)
    if ([before, after].some((trunks) => trunks && serversOf(trunks).some(isKnownByAddress)))
      services.switch.reloadAcls()
  },
})

function serversOf({ body }: Pick<DocumentFacts, 'body'>): readonly JsonObject[] {
  const { servers } = body
  return Array.isArray(servers) ? servers.filter((server: Json) => isJsonObject(server)) : []
}

/** How a server proves who it is: `password` or `ip`, in whatever case of letters it was given. */
function authMethod(server: JsonObject): string {
  const method = valueAt(server, ['auth', 'auth_method'])
  return typeof method === 'string' ? method.toLowerCase() : 'password'
}

function isKnownByAddress(server: JsonObject): boolean {
  return authMethod(server) === 'ip'
}
