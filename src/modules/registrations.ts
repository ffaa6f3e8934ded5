import { answer, type Failure } from '../failures.ts'
import type { JsonObject } from '../json.ts'
import type { Registration } from '../outside/switch/registrations.ts'
import { allRows } from './declaration/all-rows.ts'
import { inApiNames } from './declaration/api-names.ts'
import type { AccountContext, Context } from './declaration/context.ts'
import { anywhere, inAccount, type Module } from './declaration/module.ts'
import { dataResult, intent, type Outcome, type Result } from './declaration/results.ts'
import { sipUsernames } from './devices/sip-credentials.ts'

/** Who is registered with the switch now (calls-and-events.md, "registrations"). */
export default {
  name: 'registrations',
  operations: [
    anywhere('GET', '', {
      summary: 'Lists the registrations of the account, or of the whole system',
      permission: 'tree',
      accountless: 'superduper',
      handle: listRegistrations,
    }),
    anywhere('GET', 'count', {
      summary: 'Counts the registrations of the account, or of the whole system',
      permission: 'tree',
      accountless: 'superduper',
      handle: async (context) =>
        dataResult({ count: await context.services.switch.countRegistrations(realmOf(context)) }),
    }),
    inAccount('DELETE', '', {
      summary: 'Ends all registrations of the account',
      handle: endAll,
    }),
    inAccount('DELETE', '{username}', {
      summary: 'Ends the registrations of a SIP user name',
      handle: endOne,
    }),
  ],
} satisfies Module

/** The realm that is asked for; of the whole system where no account is in the path. */
function realmOf({ account }: Context): string {
  return account?.realm ?? 'all'
}

async function listRegistrations(context: Context): Promise<Result> {
  const found = await context.services.switch.registrations(realmOf(context))
  const shown = new Map<string, JsonObject>()
  // Several registrars may know of the same contact.
  for (const registration of found)
    if (registration.contact !== undefined)
      shown.set(JSON.stringify([registration.username, registration.contact]), entry(registration))
  return dataResult([...shown.values()])
}

function entry(registration: Registration): JsonObject {
  return { ...inApiNames(registration), ...contactPlace(registration.originalContact) }
}

/** Host and port of a contact URI; the port is the usual one of its transport when it names none. */
function contactPlace(contact: string | undefined): JsonObject {
  const [, scheme, host, port] =
    /^[^<]*<?(sips?):(?:[^@>]*@)?(\[[^\]>]*\]|[^:;?>]+)(?::(\d{1,5}))?/i.exec(contact ?? '') ?? []
  if (scheme === undefined || host === undefined || contact === undefined) return {}
  const secure = scheme.toLowerCase() === 'sips' || /;transport=tls(?:[;>?]|$)/i.test(contact)
  return { contact_ip: host, contact_port: port === undefined ? (secure ? 5061 : 5060) : Number(port) }
}

function endAll({ services, account }: AccountContext): Outcome {
  return intent(() => {
    services.switch.flushRegistrations(account.realm)
    services.switch.flushCredentials(account.realm)
    return Promise.resolve(dataResult('ok'))
  })
}

async function endOne(context: AccountContext): Promise<Outcome> {
  const { services, account } = context
  const username = context.arg('username')
  if (!(await isOfAccount(context, username))) return unknown(username)
  return intent(() => {
    services.switch.checkSync(account.realm, username)
    services.switch.flushRegistrations(account.realm, username)
    services.switch.flushCredentials(account.realm, username)
    return Promise.resolve(dataResult('ok'))
  })
}

/** Whether exactly one device or trunk server of the account has the user name, in any case of letters. */
async function isOfAccount({ services, db }: AccountContext, username: string): Promise<boolean> {
  const key = username.toLowerCase()
  return (await allRows(services.documents, { db, view: sipUsernames.name, key })).length === 1
}

function unknown(username: string): Failure {
  return answer(404, 'bad identifier', [username])
}
