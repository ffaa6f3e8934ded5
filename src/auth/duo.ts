import { createHmac } from 'node:crypto'
import { equalTexts } from './constant-time.ts'

/** What is agreed with Duo (auth-and-system.md, "multi_factor", Duo settings). */
export interface DuoSettings {
  /** 20 characters. */
  readonly integrationKey: string
  /** 40 characters or more, known to Duo. */
  readonly secretKey: string
  /** 40 characters or more, known to nobody but this server. */
  readonly applicationSecretKey: string
  /** Seconds for which a request is good. */
  readonly duoExpire: number
  readonly appExpire: number
}

/** Begins what Duo is asked, what it answers, and what stays ours. */
const prefixes = { request: 'TX', response: 'AUTH', application: 'APP' } as const

/** What the browser takes to Duo: signed for both of us. `now` in unix seconds. */
export function duoRequest(settings: DuoSettings, user: string, now: number): string {
  const { secretKey, applicationSecretKey, duoExpire, appExpire } = settings
  return [
    signed(secretKey, prefixes.request, settings, user, now + duoExpire),
    signed(applicationSecretKey, prefixes.application, settings, user, now + appExpire),
  ].join(':')
}

/** Whether the browser brings Duo's approval of this user, and it brings it in time. `now` in unix seconds. */
export function duoApproves(settings: DuoSettings, user: string, response: string, now: number): boolean {
  const [duo, application, ...more] = response.split(':')
  if (duo === undefined || application === undefined || more.length > 0) return false
  return (
    holds(settings.secretKey, prefixes.response, duo, settings, user, now) &&
    holds(settings.applicationSecretKey, prefixes.application, application, settings, user, now)
  )
}

function signed(
  key: string,
  prefix: string,
  { integrationKey }: DuoSettings,
  user: string,
  expires: number,
): string {
  const value = `${user}|${integrationKey}|${String(Math.floor(expires))}`
  const cookie = `${prefix}|${Buffer.from(value).toString('base64')}`
  return `${cookie}|${signatureOf(key, cookie)}`
}

function holds(
  key: string,
  prefix: string,
  text: string,
  { integrationKey }: DuoSettings,
  user: string,
  now: number,
): boolean {
  const [sentPrefix, cookie, signature, ...more] = text.split('|')
  if (sentPrefix !== prefix || cookie === undefined || signature === undefined || more.length > 0)
    return false
  if (!equalTexts(signatureOf(key, `${prefix}|${cookie}`), signature)) return false
  const [sentUser, sentKey, expires, ...rest] = Buffer.from(cookie, 'base64').toString('utf8').split('|')
  if (expires === undefined || !/^\d{1,15}$/.test(expires) || rest.length > 0) return false
  return sentUser === user && sentKey === integrationKey && Number(expires) >= Math.floor(now)
}

function signatureOf(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex')
}
