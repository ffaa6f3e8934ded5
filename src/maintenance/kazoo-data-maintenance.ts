import { isTrue } from '../documents/coercion.ts'
import { redact } from '../logging/redaction.ts'
import type { Services } from '../modules/declaration/services.ts'
import { databaseId } from './database-id.ts'
import { defineMaintenance, NoReturn } from './registry.ts'
import { ok } from './terms.ts'

/** What is kept of the store (auth-and-system.md, "other modules worth offering"). */
export const kazooDataMaintenance = defineMaintenance<Services>('kazoo_data_maintenance', {
  flush: {
    args: '',
    summary: 'Forgets all that was read from the store',
    run: (_args, io, { documents }) => {
      documents.forgetEverywhere()
      io.print('flushed all data manager caches')
      return ok
    },
  },
  flush_docs: {
    args: '[ACCOUNT [ID]]',
    summary: 'Forgets documents that were read; always all of them',
    run: ([account, id], io, { documents }) => {
      documents.forgetEverywhere()
      io.print(
        account === undefined
          ? 'flushed all cached docs'
          : id === undefined
            ? `flushed all docs cached for account ${account}`
            : `flushed cached doc ${id} for account ${account}`,
      )
      return ok
    },
  },
  open_document: {
    args: 'DATABASE ID [PRETTY]',
    summary:
      'Shows a document, private fields included, but for secrets; with true for PRETTY over several lines',
    run: async ([db = '', id = '', pretty = 'false'], io, { documents }) => {
      const document = await documents.find(databaseId(db), id)
      const indent = isTrue(pretty) ? 2 : 0
      io.print(document ? JSON.stringify(redact(document.whole), null, indent) : 'ERROR: not_found')
      return new NoReturn()
    },
  },
})
