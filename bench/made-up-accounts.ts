import { hash } from 'node:crypto'
import { firstSerial } from './installation.ts'

/** Documents of each made-up account; the first of them are devices, the others menus. */
export const documentsEach = 1_000
export const devicesEach = 250

/** Id of the made-up account with a number, counted from 0. */
export function accountIdAt(account: number): string {
  return hash('md5', `account ${String(account)}`)
}

/** Id of the document with a number, counted from 0, of any of these accounts. They ascend, as those that are made. */
export function documentIdAt(at: number): string {
  return `0199${at.toString(16).padStart(28, '0')}`
}

/** Serial number of an account's device; no other device has it. */
export function serialAt(account: number, at: number): number {
  return firstSerial + account * documentsEach + at
}
