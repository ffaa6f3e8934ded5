import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { ConnectionOptions } from 'node:tls'
import { errorCode } from '../durable-file.ts'
import { StoreUnusable } from '../port.ts'
import type { Tls } from './address.ts'
import { told } from './errors.ts'

/**
 * How connections are to be encrypted; `false`: not at all. As with PostgreSQL's own programs, `require` checks who
 * signed the server's certificate when `caFile` is there, and nothing otherwise; `verify-full` checks its name as well.
 * Rejects with `StoreUnusable` when the file holds no certificates.
 */
export async function encryption(tls: Tls, caFile: string | undefined): Promise<ConnectionOptions | false> {
  const ca = caFile === undefined ? undefined : await readCertificates(caFile)
  switch (tls) {
    case 'disable':
      return false
    case 'require':
      return ca === undefined
        ? { rejectUnauthorized: false }
        : { rejectUnauthorized: true, ca, checkServerIdentity: () => undefined }
    case 'verify-full':
      return { rejectUnauthorized: true, ...(ca !== undefined && { ca }) }
  }
}

const certificate = /-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----/gs

/** Certificates of a PEM file. What is none is told at once: Node.js would pass over it, and trust nobody then. */
async function readCertificates(file: string): Promise<string[]> {
  const unusable = (why: string, cause?: unknown): StoreUnusable =>
    new StoreUnusable(`The file of the database's certificates cannot be ${why}`, { cause })
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unusable(`read: ${told(error)}`, error)
  })
  const found = text.match(certificate) ?? []
  if (found.length === 0) throw unusable(`used: there is no certificate in ${file}`)
  try {
    for (const each of found) new X509Certificate(each)
  } catch (error) {
    throw unusable(`used: a certificate in ${file} is damaged`, error)
  }
  return found
}

/** What is wrong with how a server and this program protect their connection, for an operator; `undefined`: nothing. */
export function encryptionTrouble(error: unknown): string | undefined {
  const text = told(error)
  if (text === 'The server does not support SSL connections')
    return 'The database server takes no encrypted connections, and CROSSBAR_DATABASE_TLS or sslmode asks for them'
  if (/^no pg_hba\.conf entry .*, no encryption$/.test(text))
    return `The database server takes no connection like this: ${text}; CROSSBAR_DATABASE_TLS=require encrypts it`
  const code = errorCode(error) ?? ''
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `The database server's certificate is for another host: ${text}`
  if (/^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_\w+)$/.test(code))
    return (
      `The database server's certificate is signed by nobody who is known here (${text}): ` +
      'CROSSBAR_DATABASE_CA names the file with those who may'
    )
  if (/^(CERT_|ERR_SSL_|ERR_TLS_)/.test(code)) return `The database server cannot be trusted: ${text}`
  return undefined
}
