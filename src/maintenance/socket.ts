import { chmod, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import path from 'node:path'
import { parseTerm, TermError } from './parse-term.ts'
import { linesOf, readRequest, writeLine } from './protocol.ts'
import type { MaintenanceEnd, MaintenanceRequest } from './protocol.ts'
import type { Dispatch, MaintenanceResult } from './registry.ts'
import { prepareShortFolder, socketPlace } from './socket-path.ts'
import { isOk, printTerm } from './terms.ts'
import type { Term } from './terms.ts'

/** Another server works with the same data folder. */
export class AdminSocketBusy extends Error {
  override readonly name = 'AdminSocketBusy'
}

/** Does a call; `print` shows a line at once. Never rejects. */
export type MaintenanceAnswer = (
  request: MaintenanceRequest,
  print: (line: string) => void,
) => Promise<MaintenanceEnd>

/** An open admin socket. */
export interface AdminSocket {
  readonly path: string
  /** Takes no more calls, breaks off those that run (their work goes on) and removes the socket. */
  close(): Promise<void>
}

/**
 * Opens the socket by which `sup` reaches this server. Only the user the server
 * runs as can connect. A socket left behind by a crash is replaced. Rejects with
 * `AdminSocketBusy` when another server listens on it. The data folder must exist.
 */
export function openAdminSocket(dataFolder: string, dispatch: Dispatch): Promise<AdminSocket> {
  return openAdminSocketFor(dataFolder, answerWith(dispatch))
}

/** Answers calls with the functions of this process. */
export function answerWith(dispatch: Dispatch): MaintenanceAnswer {
  return (request, print) => perform(request, dispatch, print)
}

/** As `openAdminSocket`, for calls that are done elsewhere. */
export async function openAdminSocketFor(
  dataFolder: string,
  answer: MaintenanceAnswer,
): Promise<AdminSocket> {
  const place = socketPlace(dataFolder)
  if (place.record !== undefined) await prepareShortFolder(path.dirname(place.path))
  const connections = new Set<Socket>()
  const server = createServer((socket) => {
    connections.add(socket)
    socket.on('close', () => connections.delete(socket))
    socket.on('error', () => socket.destroy())
    void converse(socket, answer)
  })
  await listenAlone(server, place.path, dataFolder)
  if (place.record !== undefined) await writeFile(place.record, `${place.path}\n`, { mode: 0o600 })
  return {
    path: place.path,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of connections) socket.destroy()
      await closed
      if (place.record !== undefined) await rm(place.record, { force: true })
    },
  }
}

async function listenAlone(server: Server, place: string, dataFolder: string): Promise<void> {
  const busy = new AdminSocketBusy(`another server is running with the data folder ${dataFolder}`)
  for (let attempt = 1; !(await listen(server, place)); attempt += 1) {
    if (attempt > 3 || (await isAlive(place))) throw busy
    // Moved aside first: had another server just replaced the dead socket, this would be its living one.
    const aside = `${place}-${String(process.pid)}`
    if (!(await moved(place, aside))) continue
    if (await isAlive(aside)) {
      await moved(aside, place)
      throw busy
    }
    await unlink(aside)
  }
  if (process.platform !== 'win32') await chmod(place, 0o600)
}

/** Resolves with whether it listens; `false` when the name is taken. */
async function listen(server: Server, place: string): Promise<boolean> {
  const listening = Promise.withResolvers<boolean>()
  const onError = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EADDRINUSE') listening.resolve(false)
    else listening.reject(error)
  }
  server.once('error', onError)
  // The socket is made within `listen`: with this mask nobody else can use it, not even for a moment.
  const mask = process.umask(0o177)
  try {
    server.listen(place, () => {
      listening.resolve(true)
    })
  } finally {
    process.umask(mask)
  }
  const result = await listening.promise
  server.off('error', onError)
  return result
}

function isAlive(place: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(place)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // Refused: a name without a server. Anything else (not allowed, too many) may be a living one.
      resolve(error.code !== 'ECONNREFUSED' && error.code !== 'ENOENT' && error.code !== 'ENOTSOCK')
    })
  })
}

function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  )
}

async function converse(socket: Socket, answer: MaintenanceAnswer): Promise<void> {
  try {
    // The socket outlives the reading: the answer is still to be sent.
    for await (const line of linesOf(socket.iterator({ destroyOnReturn: false }))) {
      const request = readRequest(line)
      const end: MaintenanceEnd = request
        ? await answer(request, (out) => void socket.write(writeLine({ out: `${out}\n` })))
        : { error: 'unknown', message: 'the call cannot be read' }
      socket.end(writeLine(end))
      break
    }
    socket.resume()
  } catch {
    // The line was too long or the other side has gone: nobody is there to be told.
    socket.destroy()
  }
}

async function perform(
  request: MaintenanceRequest,
  dispatch: Dispatch,
  print: (line: string) => void,
): Promise<MaintenanceEnd> {
  const args: Term[] = []
  for (const arg of request.args) {
    const term = request.erlTerms ? parseTerm(arg) : arg
    if (term instanceof TermError) return { error: 'unknown', message: term.message }
    args.push(term)
  }
  return endOf(await dispatch(request.module, request.function, args, print))
}

function endOf(result: MaintenanceResult): MaintenanceEnd {
  switch (result.kind) {
    case 'returned':
      return { result: printTerm(result.term), ok: isOk(result.term) }
    case 'no_return':
      return { result: '', ok: true, exit: result.exit }
    case 'unknown':
    case 'failed':
      return { error: result.kind, message: result.message }
  }
}
