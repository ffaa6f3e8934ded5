import type { Logger } from 'pino'
import type { AccountConfig } from '../../documents/account-config.ts'
import type { Accounts } from '../../documents/accounts.ts'
import type { Documents } from '../../documents/documents.ts'
import type { SystemConfig } from '../../documents/system-config.ts'
import type { Validator } from '../../documents/validation/validator.ts'
import type { Blobs } from '../../outside/blobs/port.ts'
import type { SignIn } from '../../auth/sign-in.ts'
import type { Converter } from '../../outside/converter/port.ts'
import type { Names } from '../../outside/names/port.ts'
import type { Mail } from '../../outside/mail/port.ts'
import type { OpenId } from '../../outside/openid/port.ts'
import type { Speech } from '../../outside/speech/port.ts'
import type { Switch } from '../../outside/switch/port.ts'
import type { Maintenance } from './maintenance.ts'
import type { ModuleRegistry } from './registry.ts'

/** What modules work with. One set for the whole server. */
export interface Services {
  readonly documents: Documents
  readonly config: SystemConfig
  readonly accounts: Accounts
  /** Configuration as it holds for an account. */
  readonly accountConfig: AccountConfig
  readonly validator: Validator
  readonly blobs: Blobs
  /** Folder of this node's own files: what maintenance writes for operators goes below it. */
  readonly dataFolder: string
  /** Tokens, passwords and keys. */
  readonly signIn: SignIn
  readonly mail: Mail
  /** The domain name system. */
  readonly names: Names
  /** Who vouches for users besides their passwords. */
  readonly openid: OpenId
  readonly switch: Switch
  /** Turns text into sound. */
  readonly speech: Speech
  /** Brings sound into another format. */
  readonly converter: Converter
  readonly modules: ModuleRegistry
  /** What operators call with `sup`. */
  readonly maintenance: Maintenance
  readonly log: Logger
  /** Version of the software, as the envelope tells it. */
  readonly version: string
}
