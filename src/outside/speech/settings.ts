import type { SystemConfig } from '../../documents/system-config.ts'
import type { SpeechSettings } from './port.ts'

/** The speech provider as the system configuration names it, category `speech`. */
export function speechSettings(config: SystemConfig): SpeechSettings {
  const provider = config.text('speech', 'tts_provider', 'flite')
  const url = config.text('speech', `tts_url_${provider}`, '')
  return {
    provider,
    apiKey: config.text('speech', 'tts_api_key', ''),
    url: url === '' ? undefined : url,
  }
}
