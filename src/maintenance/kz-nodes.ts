import type { Services } from '../modules/declaration/services.ts'
import { isJsonObject, type Json } from '../json.ts'
import { systemStatus } from '../modules/system_status.ts'
import { defineMaintenance, NoReturn } from './registry.ts'

/** The nodes of the installation (auth-and-system.md, "other modules worth offering"). */
export const kzNodes = defineMaintenance<Services>('kz_nodes', {
  status: {
    args: '',
    summary: 'Shows the nodes and how they are',
    run: (_args, io, services) => {
      for (const [zone, kinds] of Object.entries(systemStatus(services)))
        for (const nodes of membersOf(kinds))
          for (const node of membersOf(nodes)) {
            if (!isJsonObject(node)) continue
            io.print(`Node          : ${shown(node['node'])}`)
            io.print(`md5           : ${shown(node['md5'])}`)
            io.print(`Version       : ${shown(node['version'])}`)
            io.print(`Memory Usage  : ${shown(node['used_memory'])}`)
            io.print(`Processes     : ${shown(node['processes'])}`)
            io.print(`Ports         : ${shown(node['ports'])}`)
            io.print(`Zone          : ${zone}`)
            io.print(`WhApps        : ${shown(node['kapps'])}`)
            io.print('')
          }
      return new NoReturn()
    },
  },
})

function membersOf(value: Json | undefined): readonly (Json | undefined)[] {
  return isJsonObject(value) ? Object.values(value) : []
}

function shown(value: Json | undefined): string {
  return Array.isArray(value)
    ? value.join(' ')
    : typeof value === 'string'
      ? value
      : JSON.stringify(value ?? '')
}
