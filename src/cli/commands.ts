import { readFile } from 'node:fs/promises'
import { settingNames } from '../setting-table.ts'
import { storeSettingNames } from '../store-settings.ts'
import { command, exitCodes } from './command.ts'
import type { Command } from './command.ts'

/*
 * Every command of `crossbar`, in the order of the help text. What a command needs
 * is loaded when it runs, so that `--help` answers at once.
 */

const serve = command({
  name: 'serve',
  operands: [],
  summary: 'Starts the server and keeps it running until SIGTERM, SIGINT or SIGHUP.',
  details:
    'At the first signal it takes no new connections and finishes the requests it has, for up to ten\n' +
    'seconds; a second one ends it at once.',
  settings: settingNames,
  async run(settings) {
    const place = settings.workers > 1 ? (await import('../workers/place.ts')).workerPlace() : undefined
    if (settings.workers > 1 && !place)
      return (await import('./serve-with-workers.ts')).serveWithWorkers(settings)
    const [{ serveUntilStopped }, { startServer }] = await Promise.all([
      import('./serve.ts'),
      import('../main.ts'),
    ])
    return serveUntilStopped(settings, (all, log) => startServer(all, log, place), place)
  },
})

const backup = command({
  name: 'backup',
  operands: ['FILE'],
  summary: 'Writes an archive of everything in the data folder to a new file.',
  details:
    'The server may be running: the archive shows one moment. It holds the secret key as well,\n' +
    'so keep it as safe as the data folder.',
  settings: storeSettingNames,
  async run(settings, [file = '']) {
    const { backup: run } = await import('./backup.ts')
    return run(settings, file)
  },
})

const restore = command({
  name: 'restore',
  operands: ['FILE'],
  summary: 'Fills a data folder that holds no database yet from an archive.',
  details: 'The archive is checked as a whole before anything is written.',
  settings: ['data'],
  async run(settings, [file = '']) {
    const { restore: run } = await import('./restore.ts')
    return run(settings, file)
  },
})

const importCdrs = command({
  name: 'import cdrs',
  operands: ['FILE'],
  summary: 'Imports call records from a file with one JSON object a line.',
  details:
    "A line holds a record as it was stored, or the telephone switch's event that a channel has ended,\n" +
    'with the id of an account of this system. The server may be running. Records that are there already\n' +
    'are passed over, so an import that was broken off can be repeated.',
  settings: storeSettingNames,
  async run(settings, [file = '']) {
    const { importCdrs: run } = await import('./import-cdrs.ts')
    return run(settings, file)
  },
})

const exportAccount = command({
  name: 'export',
  operands: ['ACCOUNT', 'FILE'],
  summary: 'Writes one account with all it has, attachments included, to a new file.',
  details:
    'ACCOUNT is its id, realm or name. Accounts below it are not included. The server may be running; each\n' +
    'document is as it is when it is read. The file holds what users have recorded, and keys by which an\n' +
    'installation with the same secret.key recognises their passwords: keep it as safe as the data folder.',
  settings: storeSettingNames,
  async run(settings, [account = '', file = '']) {
    const { exportAccount: run } = await import('./export-account.ts')
    return run(settings, account, file)
  },
})

const importAccount = command({
  name: 'import',
  operands: ['FILE'],
  summary: 'Imports an account from a file of crossbar export, or from a KAZOO account database.',
  details:
    'The server may be running. A file of crossbar export is checked as a whole before anything is changed;\n' +
    'with another secret.key than that of its installation, users need new passwords. A file of CouchDB is\n' +
    'what _all_docs?include_docs=true&attachments=true returns; users keep their passwords. What cannot be\n' +
    'taken is listed with the reason in FILE.refused.ndjson, and the exit code is 1.',
  settings: [...storeSettingNames, 'secret'],
  options: [
    { flag: 'replace', description: 'Removes what the account has here first.' },
    {
      flag: 'parent',
      value: 'ACCOUNT',
      description: 'Account that it goes below; unless given, the one it was below if that is here.',
    },
    { flag: 'couchdb', description: 'The file is one of CouchDB.' },
    {
      flag: 'db',
      value: 'NAME',
      description: 'Name of the database in CouchDB, unless the name of the file has it.',
    },
    { flag: 'account', value: 'ID', description: 'Id of the account whose database it is, instead.' },
  ],
  async run(settings, [file = ''], options) {
    const { importAccount: run } = await import('./import-account.ts')
    return run(settings, file, options)
  },
})

const migrate = command({
  name: 'migrate',
  operands: [],
  summary:
    'Copies everything to another, empty database: from SQLite to PostgreSQL, back, or to another folder.',
  details:
    'An end is sqlite:FOLDER, postgres://user:password@host/database, or postgres: for the one of the settings.\n' +
    'No server may use either end meanwhile. A run that broke off is gone on with by the same command. At the\n' +
    'end both are compared: a count and a checksum (the beginning of a SHA-256) for each database. Recordings\n' +
    'and secret.key go to the data folder of the target, too.',
  settings: storeSettingNames,
  options: [
    { flag: 'from', value: 'STORE', description: 'What is copied. It is not changed.' },
    { flag: 'to', value: 'STORE', description: 'An empty database, or none.' },
    {
      flag: 'from-data',
      value: 'FOLDER',
      description: 'Data folder beside PostgreSQL as the source; that of the settings unless given.',
    },
    {
      flag: 'to-data',
      value: 'FOLDER',
      description: 'Data folder beside PostgreSQL as the target; that of the settings unless given.',
    },
  ],
  async run(settings, _operands, options) {
    const { migrate: run } = await import('./migrate.ts')
    return run(settings, options)
  },
})

const doctor = command({
  name: 'doctor',
  operands: [],
  summary: 'Checks the store, and repairs what can be derived.',
  details:
    'Listings and unique values are compared with their documents, attachments with their content, mentions\n' +
    'of other documents and ancestors of accounts with what is there. The server may be running, except for\n' +
    '--repair with the embedded database. Exit codes: 0 no problem is left (there may be warnings), 1 there\n' +
    'are problems, 2 the store could not be checked.',
  settings: storeSettingNames,
  options: [
    { flag: 'repair', description: 'Puts right what can be derived, and tells what it did.' },
    { flag: 'json', description: 'One JSON object a line instead of text; the last one is the summary.' },
  ],
  async run(settings, _operands, options) {
    const { doctor: run } = await import('./doctor.ts')
    return run(settings, options)
  },
})

const version = command({
  name: 'version',
  operands: [],
  summary: 'Prints the versions of Crossbar, Node.js and SQLite.',
  details: '',
  settings: [],
  async run() {
    const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
    const { version: own } = JSON.parse(text) as { version: string }
    console.log(
      `crossbar ${own} (Node.js ${process.versions.node}, SQLite ${String(process.versions['sqlite'])})`,
    )
    return exitCodes.done
  },
})

/** The commands, `help` excepted, which is about them. */
export const commands: readonly Command[] = [
  serve,
  backup,
  restore,
  importCdrs,
  exportAccount,
  importAccount,
  migrate,
  doctor,
  version,
]
