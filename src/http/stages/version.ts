import { answer, emptyAnswer, systemError } from '../../failures.ts'
import { banner } from '../banner.ts'
import { magicPath } from '../magic-path.ts'
import { parseNouns } from '../nouns.ts'
import type { Stage } from '../stage.ts'

/** Only `/v2/…` is the API: `/v1` and other versions are gone, all else gets the banner (core.md §1). */
export const chooseVersion: Stage = (exchange) => {
  if (exchange.path.startsWith('/v2/') || exchange.path === '/v2') return undefined
  const version = /^\/v(\d+)(?:\/|$)/.exec(exchange.path)?.[1]
  if (version !== undefined && Number(version) !== 2)
    return answer(410, 'gone', `Version ${version} of the API is not supported: use v2.`)
  const real = magicPath(exchange.path, exchange.services.config)
  if (real === undefined) return banner
  if (exchange.method !== 'GET') return emptyAnswer(405, { allow: 'GET' })
  exchange.path = real
  exchange.magic = true
  return undefined
}

/** Splits the path into nouns; one that names no module is reported once the caller is known. */
export const parsePath: Stage = (exchange) => {
  exchange.nouns = parseNouns(exchange.path.slice('/v2/'.length)) ?? []
  return undefined
}

/** What a path that names no module answers: only those with a valid token learn that it does not exist. */
export function unknownPath(authenticated: boolean): ReturnType<typeof systemError> {
  return systemError(authenticated ? 'not_found' : 'invalid_credentials')
}
