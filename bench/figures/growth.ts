import { accountIdAt, devicesEach, documentIdAt, documentsEach } from '../made-up-accounts.ts'
import { firstSerial, newDevice, type Installation } from '../installation.ts'
import { measure, type Load, type Measure } from '../load.ts'
import { inRounds } from '../rounds.ts'
import { costRow, type Row } from '../table.ts'
import type { Figure } from './figure.ts'

/** Accounts of the small and of the large installation, with 1,000 documents each. */
const few = 10
const many = 1_000

/** Places asked for one after the other, spread over all accounts. */
const places = 1_000

/** Serial numbers of the devices that are created under load, beyond those that are there. */
let serial = firstSerial + 500_000_000

/** One way of using a server, over all of its made-up accounts. */
interface Operation {
  readonly title: string
  readonly load: (accounts: number) => Pick<Load, 'connections' | 'paths' | 'method' | 'body'>
}

const operations: readonly Operation[] = [
  {
    title: 'GET one device',
    load: (accounts) => ({ connections: 50, paths: pathsTo(accounts, (at) => `/${deviceAt(at)}`) }),
  },
  {
    title: 'GET 50 devices',
    load: (accounts) => ({ connections: 50, paths: pathsTo(accounts, () => '') }),
  },
  {
    title: 'PUT a device',
    load: (accounts) => ({
      connections: 64,
      paths: pathsTo(accounts, () => ''),
      method: 'PUT',
      body: () => JSON.stringify({ data: newDevice((serial += 1)) }),
    }),
  },
]

/** Reads and writes in 1,000 accounts of 1,000 documents against the same in 10 of them. */
export const growth: Figure = {
  name: 'growth',
  engines: ['sqlite', 'postgres'],
  async measure({ options, install }) {
    const installations: Installation[] = []
    const grown = async (accounts: number): Promise<Installation> => {
      const installation = await install()
      installations.push(installation)
      await installation.addAccounts(accounts)
      return installation
    }
    try {
      const small = await grown(few)
      const large = await grown(many)
      const rows: Row[] = []
      for (const { title, load } of operations) {
        const run = async (
          installation: Installation,
          accounts: number,
          seconds: number,
        ): Promise<Measure> => {
          const { server, headers } = installation
          const json = { ...headers, 'content-type': 'application/json' }
          return await measure({ server, headers: json, seconds, ...load(accounts) })
        }
        await run(small, few, options.warmUpSeconds)
        await run(large, many, options.warmUpSeconds)
        const results = await inRounds(options.rounds, {
          small: () => run(small, few, options.seconds),
          large: () => run(large, many, options.seconds),
        })
        const documents = (many * documentsEach).toLocaleString('en-US')
        const against = (few * documentsEach).toLocaleString('en-US')
        const figure = `${title}, ${documents} documents against ${against}: cost`
        rows.push(costRow(figure, 'req/s', results.large, results.small, 1.3))
      }
      return rows
    } finally {
      for (const installation of installations) await installation.remove()
    }
  },
}

function pathsTo(accounts: number, rest: (at: number) => string): readonly string[] {
  return Array.from(
    { length: places },
    (_, at) => `/v2/accounts/${accountIdAt(at % accounts)}/devices${rest(at)}`,
  )
}

/** Another device each time, so that not always the same rows are at hand. */
function deviceAt(at: number): string {
  return documentIdAt((at * 37) % devicesEach)
}
