import { createHmac } from 'node:crypto'

/**
 * Stands in for Duo: takes the signed request a client was given, checks it as Duo does, and approves it. What it
 * gives back is what the browser would get (signed with the key Duo shares with the server).
 */
export function approve(
  request: string,
  { secretKey, integrationKey, lifetime = 300 }: DuoAgreement,
): string {
  const [tx = '', app = ''] = request.split(':')
  const [prefix, cookie = '', signature] = tx.split('|')
  if (prefix !== 'TX' || signature !== sign(secretKey, `TX|${cookie}`)) throw new Error('not signed for Duo')
  const [user = '', key, expires] = Buffer.from(cookie, 'base64').toString('utf8').split('|')
  if (key !== integrationKey) throw new Error('another integration')
  if (Number(expires) < Date.now() / 1000) throw new Error('the request is too old')
  const until = Math.floor(Date.now() / 1000) + lifetime
  const answer = `AUTH|${Buffer.from(`${user}|${integrationKey}|${String(until)}`).toString('base64')}`
  return `${answer}|${sign(secretKey, answer)}:${app}`
}

/** What Duo and the server agreed on. */
export interface DuoAgreement {
  readonly integrationKey: string
  readonly secretKey: string
  /** Seconds for which an approval is good. */
  readonly lifetime?: number
}

function sign(key: string, text: string): string {
  return createHmac('sha1', key).update(text).digest('hex')
}
