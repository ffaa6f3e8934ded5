import { systemAuthor } from '../../documents/author.ts'
import type { Change } from '../../documents/changes.ts'
import { toInteger } from '../../documents/coercion.ts'
import { encodeKey } from '../../documents/collation.ts'
import { now, toUnix } from '../../documents/gregorian.ts'
import { newId } from '../../documents/identifiers.ts'
import { pick } from '../../documents/types.ts'
import {
  failed,
  forbidden,
  invalid,
  invalidField,
  systemError,
  type Failure,
  type FieldErrors,
} from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { deletedResult } from '../declaration/crud-writes.ts'
import { inAccount, type Module } from '../declaration/module.ts'
import { dataResult, documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import type { Services } from '../declaration/services.ts'
import { addresseesOf, alertDocuments, alertsDb, alertsView, alertType, optionalFields } from './documents.ts'
import { isExpired, mayClear, readableAlert } from './reader.ts'
import { sources } from './sources.ts'

/** Kind of the jobs that delete alerts whose time is over. */
const expiryJob = 'alert_expiry'

/** In the order in which they are asked for. */
const requiredFields = ['title', 'message', 'from', 'to'] as const

/** What users of a web console are to know (auth-and-system.md, "alerts"). */
export default {
  name: 'alerts',
  documents: [alertDocuments],
  operations: [
    inAccount('GET', '', { summary: 'Lists what is to be known of the account', handle: list }),
    inAccount('PUT', '', { summary: 'Writes an alert', permission: 'superduper', handle: create }),
    inAccount('GET', '{id}', {
      summary: 'Gives an alert that somebody wrote',
      handle: async (context) => {
        const alert = await readableAlert(context)
        return failed(alert) ? alert : documentResult(alert)
      },
    }),
    inAccount('DELETE', '{id}', { summary: 'Clears an alert, for all who see it', handle: clear }),
  ],
  jobs: { [expiryJob]: (services) => (payload) => deleteExpired(services, payload) },
  accountDeletion: (services, account) => deleteAddressed(services, account.id),
} satisfies Module

async function list(context: AccountContext): Promise<Result> {
  const { config } = context.services
  const found: JsonObject[] = []
  for (const { setting, alerts } of sources)
    if (config.flag('crossbar.alerts', setting, true)) found.push(...(await alerts(context)))
  const distinct = new Map(found.map((alert) => [JSON.stringify(alert), alert]))
  const alerts = [...distinct.values()].toSorted(
    (a, b) => compared(a['id'], b['id']) || compared(a['title'], b['title']),
  )
  return dataResult(alerts, { envelope: { page_size: alerts.length } })
}

/** PUT. Whoever it is for finds it in the list from now on. */
function create(context: AccountContext): Outcome {
  const { data, author, services } = context
  const missing = requiredFields.find((field) => data[field] === undefined || data[field] === null)
  if (missing !== undefined)
    return invalidField(missing, 'required', { message: 'is required', value: missing })
  const errors = faultsOf(data)
  if (Object.keys(errors).length > 0) return invalid(errors)
  if (!services.config.flag('alerts', 'enabled', true)) return systemError('disabled')
  const expires = toInteger(data['expiration_date'])
  const body = {
    ...pick(data, [...requiredFields, ...optionalFields]),
    ...(expires !== undefined && { expiration_date: expires }),
  }
  const id = newId()
  return intent(async () => {
    const written = await services.documents.write(
      [{ change: 'create', db: alertsDb, id, type: alertType, body }, ...expiryOf(id, expires)],
      author,
    )
    if (failed(written)) return written
    const [alert] = written
    if (!alert) throw new Error('an alert was written and is not there')
    return documentResult(alert)
  })
}

function faultsOf(data: JsonObject): Readonly<Record<string, FieldErrors>> {
  const errors: Record<string, FieldErrors> = {}
  const wrong = (field: string, target: string): void => {
    errors[field] = {
      type: {
        message: `must be of type ${target}`,
        target,
        ...(data[field] !== undefined && { value: data[field] }),
      },
    }
  }
  for (const field of ['title', 'message']) if (typeof data[field] !== 'string') wrong(field, 'string')
  const { from, to, expiration_date: expires } = data
  if (!isObjects(from)) wrong('from', 'array')
  if (!isObjects(to) || addresseesOf(data).length !== to.length) wrong('to', 'array')
  if (expires !== undefined && toInteger(expires) === undefined) wrong('expiration_date', 'integer')
  return errors
}

/** The latest time the calendar of the program knows, in Unix milliseconds. */
const latestMs = 8.64e15

function expiryOf(id: string, expires: number | undefined): readonly Change[] {
  const runAt = expires === undefined ? Infinity : toUnix(expires + 1) * 1000
  return runAt <= latestMs
    ? [{ change: 'enqueue', kind: expiryJob, payload: { id }, runAt: Math.max(0, runAt) }]
    : []
}

async function deleteExpired({ documents }: Services, { id }: JsonObject): Promise<void> {
  if (typeof id !== 'string') return
  const alert = await documents.load(alertsDb, id, alertType)
  if (failed(alert) || !isExpired(alert.body, now())) return
  const done = await documents.write([{ change: 'delete', document: alert }], systemAuthor)
  if (failed(done)) throw new Error(`the alert ${id} that is over changed meanwhile`)
}

/** DELETE, softly: nobody sees it any more. */
async function clear(context: AccountContext): Promise<Outcome> {
  const alert = await readableAlert(context)
  if (failed(alert)) return alert
  if (!(await mayClear(context, alert))) return forbidden()
  return intent(async () => {
    const done = await context.services.documents.write(
      [{ change: 'delete', document: alert }],
      context.author,
    )
    return failed(done) ? done : deletedResult(alert)
  }, alert.rev)
}

/** With an account go the alerts that mean nobody else. */
async function deleteAddressed(
  { documents }: Services,
  account: string,
): Promise<readonly Change[] | Failure> {
  const rows = await documents.scan({
    db: alertsDb,
    view: alertsView,
    low: encodeKey([account]),
    high: encodeKey([account, {}]),
    descending: false,
    limit: 1_000,
  })
  const alerts = await documents.findMany(alertsDb, [...new Set(rows.map(({ id }) => id))])
  return alerts
    .filter(({ body }) => addresseesOf(body).every(({ type }) => type === account))
    .map((document) => ({ change: 'delete', document }))
}

function isObjects(value: Json | undefined): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isJsonObject)
}

function compared(a: Json | undefined, b: Json | undefined): number {
  const [left, right] = [a, b].map((each) => (typeof each === 'string' ? each : ''))
  return left === right ? 0 : (left ?? '') < (right ?? '') ? -1 : 1
}
