import { accountsDb } from '../../documents/accounts.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { checkFile, documentsIn } from '../../moving/account/read-file.ts'
import { Loader } from '../../moving/loader.ts'
import { MovingRefused } from '../../moving/terms.ts'
import { errorCode } from '../../store/durable-file.ts'
import { type MaintenanceFunction, type MaintenanceIo, Refused } from '../registry.ts'
import { errorWith, ok, type Term } from '../terms.ts'

/** `kazoo_modb_maintenance restore_modbs FILE`: what was archived is there again. The original has no such function. */
export const restoreFunction: MaintenanceFunction<Services> = {
  args: 'FILE',
  summary: 'Puts archived months of an account back into the store, from a file that the server can read',
  run: async ([file = ''], io, services) => {
    try {
      return await restore(services, io, file)
    } catch (error) {
      if (errorCode(error) === undefined) throw error
      return new Refused(`${file} cannot be read: ${String(errorCode(error))}`)
    }
  },
}

async function restore(
  { blobs, documents, accounts }: Services,
  io: MaintenanceIo,
  file: string,
): Promise<Term | Refused> {
  const sound = await checkFile(file, () => undefined)
  if (sound instanceof MovingRefused) return new Refused(sound.reason)
  const { id } = sound.header
  if (!(await accounts.find(id))) return new Refused(`there is no account ${id}`)
  let refused = 0
  const loader = new Loader(documents, ({ stored }, reason) => {
    refused += 1
    io.print(`    ${stored.id} is refused: ${reason}`)
    return Promise.resolve()
  })
  for await (const document of documentsIn(file, blobs, () => undefined))
    // The account's own document, which every such file begins with, stays as it is now; and so do other accounts.
    if (document.stored.db === id && document.stored.db !== accountsDb) await loader.add(document)
  await loader.flush()
  documents.forgetEverywhere()
  io.print(`restored ${String(loader.written)} documents, ${String(loader.present)} were there already`)
  return refused === 0 ? ok : errorWith(`${String(refused)} documents are refused`)
}
