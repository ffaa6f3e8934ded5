import { callRecordPages } from './call-record-pages.ts'
import { csvDownload } from './csv-download.ts'
import { deviceWrites } from './device-writes.ts'
import type { Figure } from './figure.ts'
import { growth } from './growth.ts'
import { hierarchy } from './hierarchy.ts'
import { device, page } from './reads.ts'
import { deviceOnPostgres, pageOnPostgres, writesOnPostgres } from './postgres.ts'
import { signIns } from './sign-ins.ts'
import { start } from './start.ts'
import { tokenCheck } from './token-check.ts'
import { workers } from './workers.ts'

/** Everything that is measured, in order: what needs the call records comes last. */
export const figures: readonly Figure[] = [
  device,
  deviceOnPostgres,
  pageOnPostgres,
  writesOnPostgres,
  tokenCheck,
  signIns,
  page,
  deviceWrites,
  start,
  workers,
  hierarchy,
  growth,
  callRecordPages,
  csvDownload,
]
