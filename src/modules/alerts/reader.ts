import { userType } from '../../auth/directory.ts'
import { isTrue, toInteger } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { badIdentifier, failed, type Failure } from '../../failures.ts'
import { isJsonObject, type Json } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { addresseesOf, alertsDb, alertType, type Addressee } from './documents.ts'

/**
 * The addressees that mean whoever asks for the alerts of an account (auth-and-system.md, "alerts" 4), but for
 * those that name an account below.
 */
export async function ownAddressees({
  account,
  auth,
  services,
}: AccountContext): Promise<readonly Addressee[]> {
  const user =
    auth?.ownerId === undefined ? undefined : await services.documents.find(account.id, auth.ownerId)
  const isAdmin = user?.type === userType && user.body['priv_level'] === 'admin'
  const both = (type: string): readonly Addressee[] => [
    { type, value: 'all' },
    { type, value: 'users' },
  ]
  return [
    ...both('all'),
    ...both(account.id),
    ...(auth?.ownerId === undefined ? [] : [{ type: account.id, value: auth.ownerId }]),
    ...(account.isReseller ? both('resellers') : []),
    ...(isAdmin ? ['all', account.id, 'resellers'].map((type) => ({ type, value: 'admins' })) : []),
  ]
}

/** What names the accounts above another one: `[account, all]`, `[account, users]` or `[account, admins]`. */
export const descendants = 'descendants'

/** Whether an addressee means the accounts above one that is below the account asked for. */
export async function isForThoseAbove(
  { account, services }: AccountContext,
  { type, value }: Addressee,
  isAdmin: boolean,
): Promise<boolean> {
  if (type !== descendants || !isPair(value)) return false
  const [below, whom] = value
  if (whom !== 'all' && whom !== 'users' && !(whom === 'admins' && isAdmin)) return false
  return below !== account.id && (await services.accounts.isWithin(below, account.id))
}

/** Whether somebody is an admin, going by the addressees that mean them. */
export function meansAdmin(addressees: readonly Addressee[]): boolean {
  return addressees.some(({ value }) => value === 'admins')
}

/** The alert the path names; 404 unless it is addressed to whoever asks, or a superduper admin does. */
export async function readableAlert(context: AccountContext): Promise<Document | Failure> {
  const id = context.arg('id')
  const alert = await context.services.documents.load(alertsDb, id, alertType)
  if (failed(alert) || context.auth?.superduper === true) return alert
  const own = await ownAddressees(context)
  const isAdmin = meansAdmin(own)
  for (const addressee of addresseesOf(alert.body)) {
    if (own.some(({ type, value }) => type === addressee.type && value === addressee.value)) return alert
    if (await isForThoseAbove(context, addressee, isAdmin)) return alert
  }
  return badIdentifier(id)
}

/**
 * Whether whoever asks may clear an alert for good: a superduper admin any, others those that mean nobody but
 * their account and those below it, unless the operator lets them clear all that they see.
 */
export async function mayClear(
  { auth, account, services }: AccountContext,
  alert: Pick<Document, 'body'>,
): Promise<boolean> {
  const { accounts, config } = services
  if (auth?.superduper === true || isTrue(config.value('crossbar.alerts', 'anyone_clears'))) return true
  for (const { type } of addresseesOf(alert.body))
    if (!(await accounts.isWithin(type, account.id))) return false
  return true
}

function isPair(value: Json): value is readonly [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((each) => typeof each === 'string')
}

/** The addressee a row stands for. */
export function addresseeOf(key: Json): Addressee | undefined {
  const [type, value] = Array.isArray(key) ? (key as readonly Json[]) : []
  return typeof type === 'string' && value !== undefined ? { type, value } : undefined
}

/** Whether an alert's time is over; `at` in Gregorian seconds. */
export function isExpired(value: Json | undefined, at: number): boolean {
  const expires = isJsonObject(value) ? toInteger(value['expiration_date']) : undefined
  return expires !== undefined && expires < at
}
