import type { SignIn } from '../auth/sign-in.ts'
import type { Documents } from '../documents/documents.ts'
import type { Blobs } from '../outside/blobs/port.ts'

/** What imports and exports work with. */
export interface MovingParts {
  readonly documents: Documents
  readonly blobs: Blobs
}

/** What imports need besides: to make and take over credentials. */
export interface ImportParts extends MovingParts {
  readonly signIn: Pick<SignIn, 'apiKeyFields' | 'credentials'>
}

/** Why nothing was done, in one line. */
export class MovingRefused {
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/** How many bytes of how many were read or written, and documents. */
export type MovingProgress = (done: number, total: number) => void

/** How an import is to be made. */
export interface ImportOptions {
  /** Put in the place of the account that is there. */
  readonly replace: boolean
  /** Id, name or realm of the account that it goes below. */
  readonly parent?: string
  readonly progress?: MovingProgress
}

/** How an import ended. */
export interface ImportReport {
  readonly accountId: string
  readonly written: number
  /** Documents that an earlier import had written. */
  readonly present: number
  readonly attachments: number
  readonly refused: number
  /** File with the refused documents and the reasons, when there are any. */
  readonly refusedFile: string | undefined
  /** What the operator has to do or to know, one line each. */
  readonly remarks: readonly string[]
}
