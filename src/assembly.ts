import { createHash } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { Authenticator } from './auth/authenticator.ts'
import { CallerCache } from './auth/caller-cache.ts'
import { Credentials } from './auth/credentials.ts'
import { documentDirectory } from './auth/directory.ts'
import { followKeys, keyDocuments } from './auth/kept-keys.ts'
import { followRevocations, revocationDocuments } from './auth/kept-revocations.ts'
import { LoginThrottle } from './auth/login-throttle.ts'
import { plainUsersAreAdmins } from './auth/plain-users.ts'
import { Restrictions } from './auth/restrictions.ts'
import { Revocations } from './auth/revocations.ts'
import type { SecretKey } from './auth/secret-key.ts'
import { SignIn } from './auth/sign-in.ts'
import { SharedPlaces } from './auth/shared-places.ts'
import { SigningKeys } from './auth/signing-keys.ts'
import { countTogether } from './auth/throttle-gossip.ts'
import { throttleLimits } from './auth/throttle-settings.ts'
import { TokenCache } from './auth/token-cache.ts'
import { Tokens } from './auth/tokens.ts'
import { AccountConfig } from './documents/account-config.ts'
import { Accounts } from './documents/accounts.ts'
import { Documents } from './documents/documents.ts'
import { SystemConfig } from './documents/system-config.ts'
import { DocumentTypes } from './documents/types.ts'
import { configuredValidator } from './documents/validation/configured.ts'
import { consumedKinds } from './events/consumed-kinds.ts'
import type { Edge } from './http/edge.ts'
import { CallLimits } from './http/limits/call-limits.ts'
import { runAutoloaded, switchTogether } from './modules/declaration/autoload.ts'
import { ModuleRegistry } from './modules/declaration/registry.ts'
import type { Services } from './modules/declaration/services.ts'
import { maintenanceFor } from './maintenance/for-modules.ts'
import { maintenanceModules } from './maintenance/index.ts'
import { createDispatch, type Dispatch } from './maintenance/registry.ts'
import { setPrivateFields } from './modules/accounts/private-fields.ts'
import { modules } from './modules/index.ts'
import { FileBlobs } from './outside/blobs/files.ts'
import { SoxConverter } from './outside/converter/sox.ts'
import { DnsNames } from './outside/names/dns.ts'
import { noMail, smtpMail } from './outside/mail/smtp.ts'
import { OpenIdClient } from './outside/openid/client.ts'
import { ConfiguredSpeech } from './outside/speech/configured.ts'
import { speechSettings } from './outside/speech/settings.ts'
import { withDeadlines } from './outside/switch/deadlines.ts'
import { noSwitch } from './outside/switch/none.ts'
import type { Settings } from './settings.ts'
import type { Store } from './store/port.ts'
import { systemSignatureSecret } from './auth/system-secret.ts'
import { version } from './version.ts'

/** The server's parts, put together. */
export interface Assembly {
  readonly edge: Edge
  readonly revocations: Revocations
  /** The entrance to the maintenance functions. */
  readonly dispatch: Dispatch
}

/** Puts the parts of the server together around an open store. */
export async function assemble(
  settings: Settings,
  store: Store,
  secret: SecretKey,
  log: Logger,
): Promise<Assembly> {
  const { documents, config, accounts } = await assembleDocuments(store)
  const directory = documentDirectory(documents, accounts, config)
  const callers = new CallerCache(documents, config)
  const now = (): number => Date.now() / 1000
  const credentials = new Credentials(secret)
  const throttle = new LoginThrottle(
    now,
    () => throttleLimits(config),
    secret.key('login throttle'),
    new SharedPlaces(store),
  )
  countTogether(throttle, store)
  const revocations = new Revocations(revocationDocuments(documents), now)
  followRevocations(documents, revocations)
  await revocations.load()
  const keys = new SigningKeys(secret, keyDocuments(documents, config))
  followKeys(documents, config, keys)
  const tokens = new Tokens({
    keys,
    revocations,
    cache: new TokenCache(now),
    systemSecret: () => systemSignatureSecret(config, secret),
    now,
  })
  const validator = configuredValidator(documents, config)
  const registry = new ModuleRegistry(modules)
  runAutoloaded(registry, config)
  switchTogether(registry, config, store)
  const services: Services = {
    documents,
    config,
    accounts,
    accountConfig: new AccountConfig({ documents, accounts, config, validator }),
    validator,
    blobs: new FileBlobs(join(settings.data, 'blobs')),
    dataFolder: settings.data,
    signIn: new SignIn({ secret, tokens, credentials, throttle, directory, callers }),
    mail: settings.smtpUrl === undefined ? noMail : smtpMail(settings.smtpUrl, settings.mailFrom),
    names: new DnsNames(() => nameServers(config)),
    openid: new OpenIdClient(() => config.integer('crossbar.auth', 'jwks_cooldown_ms', 5_000)),
    switch: withDeadlines(noSwitch, log),
    speech: new ConfiguredSpeech(() => speechSettings(config)),
    converter: new SoxConverter(),
    modules: registry,
    maintenance: maintenanceFor(() => dispatch),
    log,
    version,
  }
  const dispatch = createDispatch(maintenanceModules, services, log)
  const edge: Edge = {
    services,
    authenticator: new Authenticator({
      tokens,
      credentials,
      directory,
      throttle,
      now,
      plainUsersMayActAs: () => plainUsersAreAdmins(config),
      onExpiredAccount: (id) => {
        disableExpired(services, id).catch((error: unknown) => {
          log.warn({ err: error, account: id }, 'account whose trial is over not disabled')
        })
      },
    }),
    callers,
    restrictions: new Restrictions(documents, config),
    limits: new CallLimits(config, store),
    node: createHash('md5').update(config.node).digest('base64url'),
  }
  return { edge, revocations, dispatch }
}

/** Puts together what works with documents and nothing else: all that a command without a server needs. */
export async function assembleDocuments(
  store: Store,
): Promise<Pick<Services, 'documents' | 'config' | 'accounts'>> {
  const types = new DocumentTypes(consumedKinds)
  for (const module of modules) types.add(module.documents ?? [])
  const documents = new Documents(store, types)
  const config = new SystemConfig(documents, `crossbar@${hostname()}`, 'local')
  await config.load()
  return { documents, config, accounts: new Accounts(documents, config) }
}

/** Name servers to ask in place of the machine's, as `ip` or `ip:port`. */
function nameServers(config: SystemConfig): readonly string[] {
  const servers = config.value('whitelabel', 'name_servers')
  return Array.isArray(servers) ? servers.filter((server) => typeof server === 'string') : []
}

/** Disables an account whose trial is over (auth-and-system.md, "After a token verifies"). */
async function disableExpired(services: Services, id: string): Promise<void> {
  if ((await services.accounts.find(id))?.enabled)
    await setPrivateFields(services, id, { pvt_enabled: false })
}
