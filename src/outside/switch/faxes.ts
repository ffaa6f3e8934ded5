import type { JsonObject } from '../../json.ts'
import type { Unanswered } from './unanswered.ts'

/** A fax to be sent now. */
export interface FaxTransmission {
  readonly accountId: string
  readonly faxId: string
  readonly from: string
  readonly to: string
  readonly fromName?: string
  readonly toName?: string
  /** Digest of the TIFF file in the blob store. */
  readonly digest: string
  readonly channelVars: JsonObject
}

/** What became of a fax, as T.30 tells. */
export interface FaxOutcome {
  readonly success: boolean
  readonly errorMessage?: string
  readonly pagesSent?: number
  readonly badRows?: number
  readonly transferRate?: number
  readonly errorCorrection?: boolean
  readonly receiverId?: string
  /** Seconds. */
  readonly timeElapsed?: number
}

/** Faxes that go out. */
export interface FaxSwitch {
  /** Sends a fax and waits so many seconds for what became of it. */
  sendFax(fax: FaxTransmission, waitSeconds: number): Promise<FaxOutcome | Unanswered>
  /** How a fax that is being sent comes along, in words, within 2 s. */
  faxStatus(accountId: string, faxId: string): Promise<string | Unanswered>
}
