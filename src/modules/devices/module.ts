import type { DocumentFacts } from '../../documents/document.ts'
import type { UniqueClaim } from '../../documents/types.ts'
import { invalidField } from '../../failures.ts'
import { numberRules } from '../declaration/account-numbers.ts'
import { crud } from '../declaration/crud.ts'
import { inAccount, type Module } from '../declaration/module.ts'
import { act, synchronize } from './commands.ts'
import { tellSwitch } from './effects.ts'
import { normalizedDevice, textAt } from './fields.ts'
import { kindErrors, mobileErrors, uniqueMobileNumber } from './mobile.ts'
import { planSipAuth, planSipAuthRemoval, sipAuthEntries, sipAuthEntry } from './sip-auth.ts'
import { credentialErrors, sipUsernames, uniqueUsername } from './sip-credentials.ts'
import { registeredDevices } from './status.ts'
import { devicesOfUser, deviceSummary } from './summary.ts'

const devices = crud({
  name: 'devices',
  type: 'device',
  schema: 'devices',
  noun: 'device',
  listing: {
    version: 1,
    key: (device) => device.id,
    entry: deviceSummary,
    scope: (context) => {
      const user = context.noun('users')?.[0]
      return user === undefined ? undefined : { view: devicesOfUser.name, low: user, high: user }
    },
  },
  views: [devicesOfUser, sipUsernames],
  documents: [sipAuthEntries],
  unique: (device) => [...uniqueUsername(device), ...uniqueMacAddress(device), ...uniqueMobileNumber(device)],
  prepare: async (context, draft, existing) => {
    const superduper = context.auth?.superduper === true
    const rules = numberRules(context.services, context.account)
    const body = normalizedDevice(draft.body, context.account.realm, rules)
    const errors = {
      ...mobileErrors(body, existing, superduper),
      ...(await credentialErrors(context, body, existing?.id)),
      ...kindErrors(body, existing, superduper),
    }
    return { body, errors }
  },
  also: ({ services, db, account }, { id, draft, existing }) => {
    const allowed = services.config.flag('crossbar.devices', 'allow_aggregates', true)
    const entry = draft && allowed ? sipAuthEntry({ db, body: draft.body }, account.realm) : undefined
    return existing || entry ? planSipAuth(services.documents, db, id, entry) : []
  },
  written: ({ services, account }, { verb, before, after }) => {
    tellSwitch(services.switch, account.realm, before, verb === 'DELETE' ? undefined : after)
  },
  operations: [
    inAccount('GET', 'status', {
      summary: 'Tells which devices are registered',
      handle: registeredDevices,
    }),
    inAccount('PUT', '{id}', {
      summary: 'Sends a SIP NOTIFY to a device',
      schema: 'devices_notify',
      handle: act,
    }),
    inAccount('POST', '{id}/sync', {
      summary: 'Lets a device fetch its configuration anew',
      handle: synchronize,
    }),
  ],
})

/** Devices: the phones and other endpoints of an account (accounts-and-pbx.md, "devices"). */
export default {
  ...devices,
  accountDeletion: ({ documents }, { id }) => planSipAuthRemoval(documents, id),
} satisfies Module

/** An Ethernet address belongs to one device of the account. */
function uniqueMacAddress({ db, body }: DocumentFacts): readonly UniqueClaim[] {
  const mac = textAt(body, 'mac_address')
  if (mac === undefined) return []
  const message = 'Another device of the account has this MAC address'
  return [
    {
      key: { scope: db, name: 'device.mac_address', value: mac },
      taken: () => invalidField('mac_address', 'unique', { message, cause: mac }),
    },
  ]
}
