import { systemAuthor } from '../../documents/author.ts'
import type { Document } from '../../documents/document.ts'
import type { DocumentType } from '../../documents/types.ts'
import { failed } from '../../failures.ts'
import type { TotpSecret } from '../../auth/totp.ts'
import type { Services } from '../declaration/services.ts'

/** Type of the documents that keep what makes a user's one-time codes. */
const enrolmentType = 'totp_enrolment'

/** They announce nothing. */
export const enrolments: DocumentType = { type: enrolmentType, silent: true }

/** A user's one-time codes. */
export interface Enrolment {
  /** What codes are checked with. */
  readonly active?: ActiveEnrolment
  /** What the user is about to confirm with a first code. */
  readonly pending?: PendingEnrolment
}

/** A secret that was given to the user. */
export interface PendingEnrolment extends TotpSecret {
  /** Unix seconds until which it may be confirmed. */
  readonly until: number
}

/** One-time codes in use. */
export interface ActiveEnrolment extends TotpSecret {
  /** The last step of time whose code was used; it and those before are used up. */
  readonly usedStep: number
  /** Digests of the recovery codes that are left. */
  readonly recovery: readonly string[]
}

/** Whose codes they are. */
export interface Enrolled {
  readonly accountId: string
  readonly userId: string
}

/** A user's enrolment as it was read. */
export interface KeptEnrolment extends Enrolled {
  readonly enrolment: Enrolment
  readonly document: Document | undefined
}

type Needed = Pick<Services, 'documents' | 'signIn'>

/** Reads a user's enrolment; empty where there is none. */
export async function readEnrolment(services: Needed, whose: Enrolled): Promise<KeptEnrolment> {
  const document = await services.documents.find(whose.accountId, idOf(whose))
  const sealed = document?.type === enrolmentType ? document.hidden['pvt_sealed'] : undefined
  if (typeof sealed !== 'string') return { ...whose, enrolment: {}, document }
  const text = services.signIn.unseal(placeOf(whose), sealed)
  // Codes that cannot be checked must not be taken for none: whoever has the password could enrol anew.
  if (text === undefined) throw new Error('the one-time codes of a user were kept with another secret.key')
  return { ...whose, enrolment: JSON.parse(text) as Enrolment, document }
}

/** Keeps an enrolment, sealed; `false` when it changed since it was read: then nothing is kept. */
export async function writeEnrolment(
  services: Needed,
  kept: KeptEnrolment,
  enrolment: Enrolment,
): Promise<boolean> {
  const hidden = {
    pvt_owner_id: kept.userId,
    pvt_sealed: services.signIn.seal(placeOf(kept), JSON.stringify(enrolment)),
  }
  const { document } = kept
  const written = await services.documents.write(
    [
      { change: 'require', db: kept.accountId, id: kept.userId },
      document
        ? { change: 'replace', document, body: {}, hidden }
        : { change: 'create', db: kept.accountId, id: idOf(kept), type: enrolmentType, body: {}, hidden },
    ],
    systemAuthor,
  )
  return !failed(written)
}

/** Ends an enrolment; `false` when it changed since it was read. */
export async function eraseEnrolment(services: Needed, { document }: KeptEnrolment): Promise<boolean> {
  if (!document) return true
  return !failed(await services.documents.write([{ change: 'erase', document }], systemAuthor))
}

function idOf({ userId }: Enrolled): string {
  return `totp-${userId}`
}

function placeOf({ accountId, userId }: Enrolled): string {
  return `totp ${accountId}/${userId}`
}
