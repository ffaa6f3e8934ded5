import packageJson from '../package.json' with { type: 'json' }

/** Version of the software, as envelopes, logs and `crossbar version` tell it. */
export const version: string = packageJson.version
