import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'
import { openText, sealText } from './sealed-text.ts'
import type { SecretKey } from './secret-key.ts'

/** The system's signing key as it is kept (document of type `system_key` in `system_auth`). */
export interface SealedSigningKey {
  /** Key id, the `kid` of tokens: 32 hex. */
  readonly id: string
  /** PKCS#1 PEM, as `GET /auth/keys/{KEY_ID}` shows it. */
  readonly publicKey: string
  /** PKCS#8 PEM, sealed; for a private field. */
  readonly privateKey: string
}

/** Where the signing key is kept. */
export interface KeyStore {
  /** The key, if there is one. */
  read(): Promise<SealedSigningKey | undefined>
  /**
   * Keeps a key in place of `before` (`undefined`: of none). If another process was faster and
   * something else is kept by now, that stays. Gives back the key that is kept.
   */
  write(key: SealedSigningKey, before: SealedSigningKey | undefined): Promise<SealedSigningKey>
}

/** The signing key, ready for use. */
export interface SigningKey {
  readonly id: string
  readonly publicPem: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** The kept key cannot be opened with this installation's secret. */
export class SigningKeyUnusable extends Error {
  override readonly name = 'SigningKeyUnusable'
}

const generate = promisify(generateKeyPair)

/**
 * The system's RSA key, made when first needed (auth-and-system.md, "token transport and JWT
 * format"). Keys are generated off the main thread.
 */
export class SigningKeys {
  readonly #secret: SecretKey
  readonly #store: KeyStore
  #loading: Promise<SigningKey> | undefined

  constructor(secret: SecretKey, store: KeyStore) {
    this.#secret = secret
    this.#store = store
  }

  /** The key in use. Rejects with `SigningKeyUnusable` when it belongs to another installation secret. */
  current(): Promise<SigningKey> {
    this.#loading ??= this.#remember(this.#load())
    return this.#loading
  }

  /** Replaces the key, keeping its id; every token signed before is void (`reset_private_key`). */
  rotate(): Promise<SigningKey> {
    this.#loading = this.#remember(this.#replace())
    return this.#loading
  }

  /** Reads the key again when it is next needed: another process replaced it. */
  reload(): void {
    this.#loading = undefined
  }

  async #load(): Promise<SigningKey> {
    const kept = await this.#store.read()
    return this.#open(
      kept ?? (await this.#store.write(await this.#generate(randomBytes(16).toString('hex')), undefined)),
    )
  }

  async #replace(): Promise<SigningKey> {
    const kept = await this.#store.read()
    const fresh = await this.#generate(kept?.id ?? randomBytes(16).toString('hex'))
    const now = await this.#store.write(fresh, kept)
    // Whoever asks for this wants the old tokens dead: a store that kept the old key must not pass for success.
    if (now.publicKey === kept?.publicKey) throw new Error('the signing key could not be replaced')
    return this.#open(now)
  }

  /** A failed attempt is not remembered: the next caller tries again. */
  #remember(attempt: Promise<SigningKey>): Promise<SigningKey> {
    attempt.catch(() => {
      if (this.#loading === attempt) this.#loading = undefined
    })
    return attempt
  }

  async #generate(id: string): Promise<SealedSigningKey> {
    const { publicKey, privateKey } = await generate('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    })
    return { id, publicKey, privateKey: sealText(this.#secret, placeOf(id), privateKey) }
  }

  #open(kept: SealedSigningKey): SigningKey {
    const pem = openText(this.#secret, placeOf(kept.id), kept.privateKey)
    if (pem === undefined)
      throw new SigningKeyUnusable(
        'the signing key was made with another secret.key; restore that file, or replace the key',
      )
    const privateKey = createPrivateKey(pem)
    return { id: kept.id, publicPem: kept.publicKey, privateKey, publicKey: createPublicKey(privateKey) }
  }
}

function placeOf(id: string): string {
  return `system_auth/${id}/private_key`
}
