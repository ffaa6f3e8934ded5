import type { Server } from 'node:net'
import type { AddressInfo } from 'node:net'

/** The configuration that a floor was started with. */
export function configuration(): unknown {
  return JSON.parse(process.argv[2] ?? '{}')
}

/** Opens a port, tells the parent process which, and ends when that is gone. */
export function listen(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port })
  })
  process.once('disconnect', () => process.exit())
}
