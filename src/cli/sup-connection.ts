import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { linesOf, readReply, writeLine } from '../maintenance/protocol.ts'
import type { MaintenanceEnd, MaintenanceRequest } from '../maintenance/protocol.ts'
import { findSocket } from '../maintenance/socket-path.ts'

/** No server could be reached; `code` is the system's, such as `ENOENT`, `ECONNREFUSED` or `EACCES`. */
export class Unreachable {
  readonly place: string
  readonly code: string

  constructor(place: string, code: string) {
    this.place = place
    this.code = code
  }
}

/** The server of a data folder, ready to be called once. */
export interface SupConnection {
  /** Path of the socket. */
  readonly place: string
  /**
   * Calls a function, handing over what it prints as it comes. Gives back how it ended,
   * `timeout` after so many seconds (0: never), or `lost` when the server went away.
   */
  call(
    request: MaintenanceRequest,
    onOutput: (text: string) => void,
    timeoutSeconds: number,
  ): Promise<MaintenanceEnd | 'timeout' | 'lost'>
}

/** Connects to the server that works with a data folder. */
export async function connectTo(dataFolder: string): Promise<SupConnection | Unreachable> {
  const place = await findSocket(dataFolder)
  const socket = connect(place)
  const failure = await new Promise<Unreachable | undefined>((resolve) => {
    socket.once('connect', () => {
      resolve(undefined)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      resolve(new Unreachable(place, error.code ?? error.message))
    })
  })
  if (failure) return failure
  return {
    place,
    async call(request, onOutput, timeoutSeconds) {
      const timeout = Promise.withResolvers<'timeout'>()
      const timer = timeoutSeconds > 0 && setTimeout(timeout.resolve, timeoutSeconds * 1000, 'timeout')
      try {
        socket.write(writeLine(request))
        return await Promise.race([endOf(socket, onOutput), timeout.promise])
      } finally {
        if (timer) clearTimeout(timer)
        socket.destroy()
      }
    },
  }
}

async function endOf(socket: Socket, onOutput: (text: string) => void): Promise<MaintenanceEnd | 'lost'> {
  try {
    for await (const line of linesOf(socket)) {
      const reply = readReply(line)
      if (reply === undefined) return 'lost'
      if (!('out' in reply)) return reply
      onOutput(reply.out)
    }
  } catch {
    // Reset by the server, or closed here when time ran out.
  }
  return 'lost'
}
