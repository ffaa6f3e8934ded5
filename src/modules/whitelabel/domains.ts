import { failed, invalidField, type Failure } from '../../failures.ts'
import { isJsonObject, isJsonList, type Json, type JsonObject } from '../../json.ts'
import { recordTypes } from '../../outside/names/port.ts'
import type { Context } from '../declaration/context.ts'
import { publicPart } from '../declaration/crud-writes.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { brandOf } from './brand.ts'
import { usualDomains } from './usual-domains.ts'

const category = 'whitelabel'
const key = 'domains'
/** What stands for the domain in templates. */
const placeholder = '{{domain}}'
/** Records asked for at a time. */
const atOnce = 8

/** GET domains: the DNS records a domain needs. */
export async function readDomains(context: Context): Promise<Result | Failure> {
  const domain = await askedDomain(context)
  return failed(domain) ? domain : dataResult(recordsFor(context, domain))
}

/** POST domains of an account: which of the records there are. */
export async function testDomains(context: Context): Promise<Outcome> {
  const domain = await askedDomain(context)
  if (failed(domain)) return domain
  return intent(async () => dataResult(await compared(context, domain)))
}

/** POST domains of the system: the templates the records are made of. */
export async function replaceDomains(context: Context): Promise<Outcome> {
  const { config, validator } = context.services
  const validated = await validator.validate('domains', publicPart(context.data))
  if (failed(validated)) return validated
  return intent(async () => {
    const written = await config.set(category, 'default', key, validated.value, context.author)
    return failed(written) ? written : dataResult(validated.value)
  })
}

/** The domain of the request, else that of the account's brand. */
async function askedDomain(context: Context): Promise<string | Failure> {
  const asked = context.value('domain')
  if (typeof asked === 'string' && asked !== '') return asked
  const own = context.account && (await brandOf(context.services.documents, context.account.id))
  const domain = own?.body['domain']
  return typeof domain === 'string' && domain !== ''
    ? domain
    : invalidField('domain', 'required', { message: 'Name a domain, or give the account one' })
}

/** The templates, with the domain put in for its placeholder everywhere. */
function recordsFor({ services }: Context, domain: string): JsonObject {
  const templates = services.config.value(category, key) ?? usualDomains
  const filled = withDomain(templates, domain)
  return isJsonObject(filled) ? filled : {}
}

function withDomain(value: Json, domain: string): Json {
  if (typeof value === 'string') return value.replaceAll(placeholder, domain)
  if (isJsonList(value)) return value.map((each) => withDomain(each, domain))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name.replaceAll(placeholder, domain),
      each === undefined ? undefined : withDomain(each, domain),
    ]),
  )
}

/** What each host is expected to have, beside what it has. */
async function compared(context: Context, domain: string): Promise<JsonObject> {
  const { names } = context.services
  const records = recordsFor(context, domain)
  const result: Record<string, JsonObject> = {}
  for (const type of recordTypes) {
    const hosts = Object.entries(isJsonObject(records[type]) ? records[type] : {})
    const tested: [string, JsonObject][] = []
    for (let at = 0; at < hosts.length; at += atOnce)
      tested.push(
        ...(await Promise.all(
          hosts.slice(at, at + atOnce).map(async ([host, expected]): Promise<[string, JsonObject]> => {
            const { mapping = [], name = '' } = isJsonObject(expected) ? expected : {}
            return [host, { expected: mapping, actual: await names.records(host, type, domain), name }]
          }),
        )),
      )
    result[type] = Object.fromEntries(tested)
  }
  return result
}
