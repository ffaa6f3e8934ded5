import type { Settings } from '../settings.ts'

/** The first account of an installation, just made. */
export interface FirstAccount {
  readonly accountId: string
  readonly name: string
  readonly realm: string
  readonly username: string
  readonly password: string
  readonly apiKey: string
}

/**
 * What the operator has to know about the first account, with a call that signs in at `url`. Secrets that came from
 * the settings are not repeated; those drawn at random are shown here only.
 */
export function firstAccountNotice(
  account: FirstAccount,
  given: Pick<Settings, 'masterPassword' | 'masterApiKey'>,
  url: string,
): string {
  const { masterPassword, masterApiKey } = given
  return [
    'The database was empty: made the first account and its administrator.',
    `  account id  ${account.accountId}`,
    `  name        ${account.name}`,
    `  realm       ${account.realm}`,
    `  user name   ${account.username}`,
    `  password    ${masterPassword === undefined ? account.password : '(CROSSBAR_MASTER_PASSWORD)'}`,
    `  API key     ${masterApiKey === undefined ? account.apiKey : '(CROSSBAR_MASTER_API_KEY)'}`,
    ...(masterPassword === undefined || masterApiKey === undefined
      ? ['Write them down: they are shown this once and kept nowhere in the clear.']
      : []),
    'Sign in with it:',
    `  curl -X PUT ${url}/v2/api_auth -H 'Content-Type: application/json' \\`,
    masterApiKey === undefined
      ? `    -d '{"data":{"api_key":"${account.apiKey}"}}'`
      : `    -d '{"data":{"api_key":"'"$CROSSBAR_MASTER_API_KEY"'"}}'`,
  ].join('\n')
}
