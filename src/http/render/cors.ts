import type { IncomingHttpHeaders } from 'node:http'
import { systemError, type Failure } from '../../failures.ts'

const allowedHeaders = [
  'content-type',
  'depth',
  'user-agent',
  'x-http-method-override',
  'x-file-size',
  'x-requested-with',
  'if-modified-since',
  'x-file-name',
  'cache-control',
  'x-auth-token',
  'x-kazoo-cluster-id',
  'if-match',
  'x-pretty-print',
  'authorization',
].join(', ')

const exposedHeaders = [
  'content-type',
  'x-auth-token',
  'x-request-id',
  'x-kazoo-cluster-id',
  'location',
  'etag',
  'etag',
].join(', ')

/** Whether a request comes from a page of another origin (core.md §10). */
export function isCorsRequest(headers: IncomingHttpHeaders): boolean {
  return (
    headers.origin !== undefined ||
    headers['access-control-request-method'] !== undefined ||
    headers['access-control-request-headers'] !== undefined
  )
}

/**
 * The CORS headers of an answer (core.md §10). `allowed` are the methods of the resource, without OPTIONS; a
 * method the page asks for and the resource does not have is named first.
 */
export function corsHeaders(
  headers: IncomingHttpHeaders,
  allowed: readonly string[],
): Record<string, string> {
  const methods = ['OPTIONS', ...allowed]
  const asked = headers['access-control-request-method']
  if (asked !== undefined && /^[A-Za-z]{1,32}$/.test(asked) && !methods.includes(asked))
    methods.unshift(asked)
  return {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': allowedHeaders,
    'access-control-expose-headers': exposedHeaders,
    'access-control-max-age': '86400',
  }
}

/**
 * Answers OPTIONS: the headers of a 200 without a body for a CORS request, 405 `invalid_method` for any other
 * (core.md §10).
 */
export function preflight(
  headers: IncomingHttpHeaders,
  allowed: readonly string[],
): Record<string, string> | Failure {
  return isCorsRequest(headers) ? corsHeaders(headers, allowed) : systemError('invalid_method')
}
