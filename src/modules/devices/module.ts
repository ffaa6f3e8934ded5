import { crud } from '../declaration/crud.ts'
import { deviceSummary } from './summary.ts'

/** Devices: the phones and other endpoints of an account (accounts-and-pbx.md, "devices"). */
export default crud({
  name: 'devices',
  type: 'device',
  schema: 'devices',
  noun: 'device',
  listing: { version: 1, key: (device) => device.id, entry: deviceSummary },
})
