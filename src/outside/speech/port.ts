/** Text to be spoken. */
export interface SpeechRequest {
  readonly text: string
  /** `female/en-US`, `male/ru-RU/Vladimir`, `en-US-Standard-B`: the voices of the media schema. */
  readonly voice: string
}

/** Spoken text. */
export interface SpokenText {
  readonly contentType: string
  readonly content: Buffer
}

/** The provider could not speak the text. */
export class SpeechFailure {
  /** Why, in the provider's words. */
  readonly reason: string

  constructor(reason: string) {
    this.reason = reason
  }
}

/** Whoever turns text into sound (text to speech). */
export interface Speech {
  /** Speaks a text; takes as long as the provider does, 30 s at most. Never rejects. */
  speak(request: SpeechRequest): Promise<SpokenText | SpeechFailure>
}

/** Which provider speaks, and what it needs to know. */
export interface SpeechSettings {
  /** Name of the provider: `flite` (the default, speaks nothing), `google` or `ispeech`. */
  readonly provider: string
  readonly apiKey: string
  /** Address of the provider's interface; absent: its usual one. */
  readonly url: string | undefined
}
