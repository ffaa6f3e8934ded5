import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { assemble } from '../src/assembly.ts'
import { openSecretKey } from '../src/auth/secret-key.ts'
import { Exchange } from '../src/http/exchange.ts'
import { findToken, recogniseCaller } from '../src/http/stages/token.ts'
import { silentLog } from '../src/logging/log.ts'
import { readSettings, SettingError } from '../src/settings.ts'
import { openStore } from '../src/store/open.ts'
import { median } from './rounds.ts'

/*
 * Prints how long it takes to find and check a token that was seen before, in microseconds.
 */
const [dataFolder = '', token = ''] = process.argv.slice(2)
const repetitions = 200_000

const settings = readSettings([], { CROSSBAR_DATA: dataFolder })
if (settings instanceof SettingError) throw new Error(settings.message)
const store = await openStore({ dataFolder })
const { edge } = await assemble(settings, store, await openSecretKey(dataFolder, false), silentLog())
const request = new IncomingMessage(new Socket())
request.method = 'GET'
request.url = '/v2/accounts'
request.headers = { 'x-auth-token': token }
const exchange = new Exchange(edge, request, '', '127.0.0.1')

const rounds: number[] = []
for (let round = 0; round < 5; round++) {
  const began = performance.now()
  for (let at = 0; at < repetitions; at++) {
    await findToken(exchange)
    const pending = recogniseCaller(exchange)
    if (pending instanceof Promise) await pending
  }
  rounds.push(((performance.now() - began) * 1000) / repetitions)
}
if (!exchange.auth) throw new Error('the token is not known')
await store.close()
console.log(median(rounds))
