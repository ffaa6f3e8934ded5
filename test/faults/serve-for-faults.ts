import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import pino from 'pino'
import { readSettings, SettingError } from '../../src/settings.ts'
import { startServer } from '../../src/main.ts'

// The server as it is, in a process that tells its port and its memory to the test that started it.
const settings = readSettings([], process.env)
if (settings instanceof SettingError) throw new Error(settings.message)
const server = await startServer(settings, pino({ level: process.env['CROSSBAR_LOG_LEVEL'] ?? 'silent' }))
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
process.on('message', () => {
  collect()
  process.send?.(process.memoryUsage.rss())
})
process.send?.(server.address.port)
