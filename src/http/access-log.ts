import type { ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import type { Exchange } from './exchange.ts'

/** Modules whose arguments are secrets: tokens stand in the path. */
const secretArguments = /(\/(?:user_auth|token_auth)\/)[^/]+/g

/** One line a request. The path without its query string: tokens may stand there, and in some arguments. */
export function logRequest(
  log: Logger,
  exchange: Exchange,
  response: ServerResponse,
  milliseconds: number,
): void {
  log.info(
    {
      request_id: exchange.requestId,
      method: exchange.method,
      path: exchange.magic ? '(magic path)' : exchange.path.replace(secretArguments, '$1…'),
      account: exchange.account?.id ?? exchange.auth?.accountId,
      status: response.statusCode,
      ms: Math.round(milliseconds * 100) / 100,
      ip: exchange.clientIp,
      ...(!response.writableFinished && { aborted: true }),
    },
    'request',
  )
}
