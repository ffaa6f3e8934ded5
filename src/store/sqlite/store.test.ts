import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '../../json.ts'
import { storeContract } from '../contract.ts'
import { openStore } from '../open.ts'
import type { PeerChannel, Store } from '../port.ts'

storeContract('sqlite', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'crossbar-store-'))
  const hall = new EventEmitter()
  let members = 0
  // What a power cut would do is not tested here, and the disk need not be waited for.
  const open = (): Promise<Store> =>
    openStore({ dataFolder, synchronous: 'off', channel: channelIn(hall, (members += 1)) })
  const store = await open()
  return {
    store,
    second: open,
    release: async () => {
      await store.close()
      await rm(dataFolder, { recursive: true })
    },
  }
})

/** A channel to all others in the hall, which copies messages as a channel between processes does. */
function channelIn(hall: EventEmitter, self: number): PeerChannel {
  return {
    send: (message) => {
      hall.emit('said', self, JSON.stringify(message))
    },
    receive: (listener) => {
      const take = (from: number, text: string): void => {
        if (from !== self) listener(JSON.parse(text) as JsonObject)
      }
      hall.on('said', take)
      return () => hall.off('said', take)
    },
  }
}
