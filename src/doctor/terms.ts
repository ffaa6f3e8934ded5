import type { Documents } from '../documents/documents.ts'
import type { Blobs } from '../outside/blobs/port.ts'
import type { Belongings, StoredDocument } from '../store/port.ts'

/** What an examination works with. */
export interface Examined {
  readonly documents: Documents
  readonly blobs: Blobs
  /** Id of the account that may be without one above it. */
  readonly masterId: string | undefined
}

/** What was found. */
export type FindingKind =
  /** Rows of listings that do not follow from the document. */
  | 'listing'
  /** Unique values that do not follow from the document, or that another document holds. */
  | 'unique value'
  /** JSON that cannot be read. */
  | 'json'
  /** An attachment whose content is missing, damaged or of another length. */
  | 'attachment'
  /** An account whose ancestors are not what they should be. */
  | 'account tree'
  /** A mention of something that is not there. */
  | 'reference'
  /** What belongs to no document: rows, values, attachments; documents of no account; content of no attachment. */
  | 'stray'
  /** Documents of a kind that this version does not know. */
  | 'kind'

/** One thing that is not as it should be. */
export interface Finding {
  readonly kind: FindingKind
  /** Warnings are about what somebody meant to be so, perhaps; problems are not. */
  readonly severity: 'problem' | 'warning'
  readonly db?: string
  readonly id?: string
  /** What is wrong, in one line. */
  readonly message: string
  /** Whether it was put right. */
  readonly repaired: boolean
}

/** A document with what the store keeps with it. */
export interface Patient {
  readonly stored: StoredDocument
  readonly belongings: Belongings
}

/** Takes note of what was found. */
export type Note = (finding: Finding) => void

/** How an examination is to be made, and who is told of what. */
export interface Examination {
  /** Whether to put right what can be derived. */
  readonly repair: boolean
  readonly note: Note
  /** How many documents of how many were looked at. */
  readonly progress?: (done: number, total: number) => void
}

/** How an examination ended. */
export interface Diagnosis {
  readonly documents: number
  readonly attachments: number
  /** Problems that are still there. */
  readonly problems: number
  readonly repaired: number
  readonly warnings: number
}
