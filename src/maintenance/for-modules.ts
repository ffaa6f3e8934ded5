import type { Maintenance } from '../modules/declaration/maintenance.ts'
import type { Dispatch, MaintenanceResult } from './registry.ts'
import { Atom, isOk, printTerm, textOf, Tuple } from './terms.ts'

/** The functions as modules call them. `dispatch` is asked for with each call: it is made after the modules are. */
export function maintenanceFor(dispatch: () => Dispatch): Maintenance {
  return {
    call: async (module, name, args, print) => outcomeOf(await dispatch()(module, name, args, print)),
  }
}

function outcomeOf(result: MaintenanceResult): Awaited<ReturnType<Maintenance['call']>> {
  switch (result.kind) {
    case 'no_return':
      return { outcome: 'done' }
    case 'unknown':
      return { outcome: 'unknown' }
    case 'failed':
      return result.refused ? { outcome: 'refused', reason: result.message } : { outcome: 'broken' }
    case 'returned': {
      const { term } = result
      if (isOk(term)) return { outcome: 'done' }
      const [tag, reason] = term instanceof Tuple ? term.items : []
      return tag instanceof Atom && tag.name === 'error' && reason !== undefined
        ? { outcome: 'refused', reason: textOf(reason) }
        : { outcome: 'returned', result: printTerm(term) }
    }
  }
}
