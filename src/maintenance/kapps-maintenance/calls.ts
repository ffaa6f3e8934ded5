import { isTrue } from '../../documents/coercion.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { Unanswered } from '../../outside/switch/unanswered.ts'
import type { MaintenanceFunction } from '../registry.ts'
import { ok } from '../terms.ts'

/** Functions of `kapps_maintenance` on live calls (auth-and-system.md, "other modules worth offering"). */
export const callFunctions: Readonly<Record<string, MaintenanceFunction<Services>>> = {
  call_id_status: {
    args: 'CALL_ID [VERBOSE]',
    summary: 'Shows whether a call is there; with true for VERBOSE also whose it is and since when',
    run: async ([callId = '', verbose = 'false'], io, services) => {
      const channel = await services.switch.channel(callId)
      if (channel instanceof Unanswered) {
        io.print(`failed to get status of '${callId}': the switch cannot be asked`)
        return ok
      }
      if (!channel) {
        io.print(`failed to get status of '${callId}': no switch has it`)
        return ok
      }
      if (!isTrue(verbose)) {
        io.print(`channel '${callId}' has status 'active'`)
        return ok
      }
      io.print(`channel ${callId}`)
      io.print('status: active')
      io.print(`account: ${channel.accountId}`)
      if (channel.answered !== undefined) io.print(`answered: ${String(channel.answered)}`)
      if (channel.elapsedSeconds !== undefined) io.print(`seconds: ${String(channel.elapsedSeconds)}`)
      if (channel.otherLegCallId !== undefined) io.print(`other leg: ${channel.otherLegCallId}`)
      return ok
    },
  },
}
