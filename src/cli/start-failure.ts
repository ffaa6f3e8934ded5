import { SecretKeyUnusable } from '../auth/secret-key.ts'
import { UiUnusable } from '../http/ui/folder.ts'
import { AdminSocketBusy } from '../maintenance/socket.ts'
import { StoreUnavailable, StoreUnusable } from '../store/port.ts'

/** Where the server is to listen. */
interface Listening {
  readonly host: string
  readonly port: number
}

/**
 * What to tell the operator when the server cannot start: one line that says what
 * to do. `undefined` for an error that nobody expected.
 */
export function startFailure(error: unknown, { host, port }: Listening): string | undefined {
  if (
    error instanceof StoreUnusable ||
    error instanceof StoreUnavailable ||
    error instanceof AdminSocketBusy ||
    error instanceof SecretKeyUnusable ||
    error instanceof UiUnusable
  ) {
    return error.message
  }
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined
  if (error.syscall !== 'listen' && error.syscall !== 'bind' && error.syscall !== 'getaddrinfo')
    return undefined
  switch (error.code) {
    case 'EADDRINUSE':
      return `port ${String(port)} of ${host} is in use; choose another with --port or CROSSBAR_PORT`
    case 'EACCES':
      return `this user may not listen on port ${String(port)}; choose one above 1023 with --port or CROSSBAR_PORT`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return `${host} is not an address of this machine; choose another with --host or CROSSBAR_HOST`
    default:
      return undefined
  }
}
