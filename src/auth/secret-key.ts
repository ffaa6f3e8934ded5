import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** What a key derived from the installation secret is for; each purpose has a key of its own. */
export type KeyPurpose =
  /** Salt of the slow hash of credentials. */
  | 'credential salt'
  /** Keyed look-up values of credentials. */
  | 'credential look-up'
  /** Keyed look-up values of API keys. */
  | 'api key look-up'
  /** The system's part of identity signatures in tokens. */
  | 'token identity'
  /** Names by which processes tell each other of wrong logins. */
  | 'login throttle'
  /** Encryption of secrets kept in documents (AES-256-GCM). */
  | 'sealing'
  /** A value that tells two installation secrets apart without giving either away. */
  | 'fingerprint'

/** The secret is missing, or what was found is not one. Nothing can start without it. */
export class SecretKeyUnusable extends Error {
  override readonly name = 'SecretKeyUnusable'
}

/**
 * The installation's secret: 32 random bytes that live beside the database, not in it, so
 * that a copy of the database alone gives neither passwords nor keys away
 * (architecture, "Secrets"). Lost, no stored password works any more.
 */
export class SecretKey {
  readonly #root: Buffer
  readonly #derived = new Map<KeyPurpose, Buffer>()

  /** Takes exactly 32 bytes. */
  constructor(root: Uint8Array) {
    if (root.length !== 32)
      throw new SecretKeyUnusable(`a secret key has 32 bytes, not ${String(root.length)}`)
    this.#root = Buffer.from(root)
  }

  /** The key for one purpose: 32 bytes, HKDF-SHA-256 (RFC 5869). */
  key(purpose: KeyPurpose): Buffer {
    const known = this.#derived.get(purpose)
    if (known) return known
    const key = Buffer.from(hkdfSync('sha256', this.#root, 'crossbar', purpose, 32))
    this.#derived.set(purpose, key)
    return key
  }

  /** A value, 16 hex characters, by which a database can remember which secret it was written with. */
  fingerprint(): string {
    return this.key('fingerprint').toString('hex').slice(0, 16)
  }

  /**
   * The system's part of the key of identity signatures: hex, made from the configured
   * `auth.secret_for_user_signature`; a new configured value ends all tokens
   * (auth-and-system.md, "token transport and JWT format").
   */
  systemSignatureSecret(configured: string): string {
    return createHmac('sha256', this.key('token identity')).update(configured).digest('hex')
  }
}

/** Reads a secret given as text: 64 hex characters, white space around them ignored. */
export function secretKeyFrom(text: string): SecretKey {
  const hex = text.trim()
  if (!/^[0-9a-fA-F]{64}$/.test(hex))
    throw new SecretKeyUnusable('a secret key is written as 64 hex characters')
  return new SecretKey(Buffer.from(hex, 'hex'))
}

/**
 * Reads `secret.key` of a data folder. If there is none it is made when `create` is set
 * (at first start, when there is no database either); otherwise that is an error, because a
 * new secret would lock everybody out. The file is readable by its owner only, appears
 * whole or not at all, and is on disk when this resolves. A secret `given` (64 hex characters) is kept in the
 * file, where the archives of `crossbar backup` take it from; a file that holds another one is an error.
 */
export async function openSecretKey(folder: string, create: boolean, given?: string): Promise<SecretKey> {
  const file = join(folder, 'secret.key')
  const found = await readText(file)
  if (found !== undefined) return agreed(file, parseFile(file, found), given)
  if (given !== undefined) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeOnce(folder, file, `${given}\n`)
    return agreed(file, parseFile(file, await readFile(file, 'utf8')), given)
  }
  if (!create)
    throw new SecretKeyUnusable(`${file} is missing; restore it from the backup of this installation`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeOnce(folder, file, `${randomBytes(32).toString('hex')}\n`)
  return parseFile(file, await readFile(file, 'utf8'))
}

function agreed(file: string, kept: SecretKey, given: string | undefined): SecretKey {
  if (given !== undefined && secretKeyFrom(given).fingerprint() !== kept.fingerprint())
    throw new SecretKeyUnusable(
      `CROSSBAR_SECRET is not the secret in ${file}: unset it, or take the file away`,
    )
  return kept
}

function parseFile(file: string, text: string): SecretKey {
  try {
    return secretKeyFrom(text)
  } catch {
    throw new SecretKeyUnusable(`${file} does not hold a secret key (64 hex characters)`)
  }
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Writes a file that must not replace another: of two processes starting at once, the first one's stays. */
async function writeOnce(folder: string, file: string, text: string): Promise<void> {
  const draft = `${file}.${randomBytes(8).toString('hex')}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, file)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      // Some file systems know no links. Renaming is as durable, only not safe against two first starts at once.
      await rename(draft, file)
      await syncFolder(folder)
      return
    }
  }
  await unlink(draft)
  await syncFolder(folder)
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; there the file's own sync has to do.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
