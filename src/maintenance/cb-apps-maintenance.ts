import { failed } from '../failures.ts'
import { moveLegacyApps } from '../modules/apps_store/installation.ts'
import type { Services } from '../modules/declaration/services.ts'
import { defineMaintenance } from './registry.ts'
import { atom, document, errorWith, okWith } from './terms.ts'

/** Applications of accounts (auth-and-system.md, "other modules worth offering"). */
export const cbAppsMaintenance = defineMaintenance<Services>('cb_apps_maintenance', {
  migrate: {
    args: 'ACCOUNT',
    summary: 'Moves the applications that stand in the document of an account to one of their own',
    run: async ([accountId = ''], _io, services) => {
      const moved = await moveLegacyApps(services, accountId)
      if (failed(moved)) {
        const { detail } = moved
        const isMissing = detail.kind === 'named' && detail.name === 'bad_identifier'
        return errorWith(atom(isMissing ? 'not_found' : 'conflict'))
      }
      return moved ? okWith(document(moved.shown)) : errorWith(atom('migrated'))
    },
  },
})
