import type { ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { keepChild } from '../logging/level.ts'
import { withoutQuerySecrets } from '../logging/redaction.ts'
import type { Exchange } from './exchange.ts'

/** Modules whose arguments are secrets: tokens stand in the path, and passwords among the arguments of functions. */
const secretArguments = /(\/(?:user_auth|token_auth)\/)[^/]+|(\/sup\/[^/]+\/[^/]+\/).+/g

/** Writes one line a request. */
export type RequestLog = (exchange: Exchange, response: ServerResponse, milliseconds: number) => void

/** One line a request. The path without its query string: tokens may stand there, and in some arguments. */
export function requestLog(log: Logger): RequestLog {
  // All fields are known here: looking for secrets among them would cost as much as the line.
  const lines = keepChild(log, log.child({}, { formatters: { log: (fields) => fields } }))
  return (exchange, response, milliseconds) => {
    if (!lines.isLevelEnabled('info')) return
    lines.info(
      {
        request_id: withoutQuerySecrets(exchange.requestId),
        method: exchange.method,
        path: exchange.magic ? '(magic path)' : shownPath(exchange.path),
        account: exchange.account?.id ?? exchange.auth?.accountId,
        status: response.statusCode,
        ms: Math.round(milliseconds * 100) / 100,
        ip: withoutQuerySecrets(exchange.clientIp),
        aborted: response.writableFinished ? undefined : true,
      },
      'request',
    )
  }
}

function shownPath(path: string): string {
  const shown =
    path.includes('_auth/') || path.includes('/sup/') ? path.replace(secretArguments, '$1$2…') : path
  return withoutQuerySecrets(shown)
}
