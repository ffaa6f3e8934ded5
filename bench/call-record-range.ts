import { now } from '../src/documents/gregorian.ts'
import { recordedSeconds } from './call-record-lines.ts'

/** A range of time that holds all call records, in Gregorian seconds; less than a listing's longest. */
export function callRecordRange(): { readonly from: number; readonly to: number } {
  const to = now()
  // The records were made some minutes ago.
  return { from: to - recordedSeconds - 3_600, to }
}
