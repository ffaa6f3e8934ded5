import { speakWithGoogle } from './google.ts'
import { speakWithIspeech } from './ispeech.ts'
import {
  SpeechFailure,
  type Speech,
  type SpeechRequest,
  type SpeechSettings,
  type SpokenText,
} from './port.ts'

/**
 * Speaks with the provider the operator chose. Until one is chosen it is `flite`, which belongs to
 * the switch and speaks in calls only: for stored media it always fails (media-and-messaging.md, "media" 8).
 */
export class ConfiguredSpeech implements Speech {
  readonly #settings: () => SpeechSettings

  /** `settings` is asked anew for every text, so that a change takes effect at once. */
  constructor(settings: () => SpeechSettings) {
    this.#settings = settings
  }

  async speak(request: SpeechRequest): Promise<SpokenText | SpeechFailure> {
    const settings = this.#settings()
    switch (settings.provider) {
      case 'google':
        return speakWithGoogle(request, settings)
      case 'ispeech':
        return speakWithIspeech(request, settings)
      default:
        return new SpeechFailure(`speech provider ${settings.provider} cannot make media from text`)
    }
  }
}
