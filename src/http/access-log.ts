import type { ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { lineWriter } from '../logging/line-writer.ts'
import { withoutQuerySecrets } from '../logging/redaction.ts'
import type { Exchange } from './exchange.ts'

/** Modules whose arguments are secrets: tokens stand in the path, and passwords among the arguments of functions. */
const secretArguments = /(\/(?:user_auth|token_auth)\/)[^/]+|(\/sup\/[^/]+\/[^/]+\/).+/g

/** Writes one line a request. */
export type RequestLog = (exchange: Exchange, response: ServerResponse, milliseconds: number) => void

/** One line a request. The path without its query string: tokens may stand there, and in some arguments. */
export function requestLog(log: Logger): RequestLog {
  const write = lineWriter(log, 'request')
  return (exchange, response, milliseconds) => {
    write(() => members(exchange, response, milliseconds))
  }
}

function members(exchange: Exchange, response: ServerResponse, milliseconds: number): string {
  const account = exchange.account?.id ?? exchange.auth?.accountId
  const path = exchange.magic ? '(magic path)' : shownPath(exchange.path)
  let text = `"request_id":${JSON.stringify(withoutQuerySecrets(exchange.requestId))},"method":"${exchange.method}"`
  text += `,"path":${JSON.stringify(path)}`
  if (account !== undefined) text += `,"account":${JSON.stringify(account)}`
  text += `,"status":${String(response.statusCode)},"ms":${String(Math.round(milliseconds * 100) / 100)}`
  text += `,"ip":${JSON.stringify(withoutQuerySecrets(exchange.clientIp))}`
  return response.writableFinished ? text : `${text},"aborted":true`
}

function shownPath(path: string): string {
  const shown =
    path.includes('_auth/') || path.includes('/sup/') ? path.replace(secretArguments, '$1$2…') : path
  return withoutQuerySecrets(shown)
}
