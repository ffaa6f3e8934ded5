import type { Context } from '../declaration/context.ts'
import { anywhere, type Module, type Rule } from '../declaration/module.ts'
import { systemError } from '../../failures.ts'
import { providers } from '../sign-in/provider-documents.ts'
import { nobody } from '../sign-in/secure-settings.ts'
import { listApps, readApp } from './apps.ts'
import { authorize, callback } from './callback.ts'
import { authDocuments } from './documents.ts'
import { listKeys, pemFile, readKey, resetKey } from './keys.ts'
import { link, listLinks, readLink, unlink } from './links.ts'
import { deleteProvider, listProviders, readProvider, saveProvider } from './providers.ts'
import { act, resetPermission } from './secrets.ts'
import { tokenInfoOfData, tokenInfoOfQuery } from './token-info.ts'

const admins: Rule = {
  name: 'admin users',
  allows: ({ auth }: Context) => auth?.isAdmin === true || auth?.superduper === true,
}

const signInCost = { configKey: 'user_auth_tokens', fallback: 35 }

/** Identities others vouch for, and the secrets and keys behind tokens (auth-and-system.md, "auth"). */
export default {
  name: 'auth',
  refusesAccounts: true,
  documents: [providers, ...authDocuments],
  operations: [
    anywhere('PUT', '', {
      summary:
        'Gives a new token (`refresh_token`), or ends all of the account or user (`reset_signature_secret`)',
      accountless: 'authenticated',
      permission: resetPermission,
      handle: act,
    }),
    anywhere('GET', 'apps', {
      summary: 'Lists the applications that providers know us as',
      accountless: 'authenticated',
      handle: listApps,
    }),
    anywhere('GET', 'apps/{id}', {
      summary: 'Gives one application',
      accountless: 'authenticated',
      handle: readApp,
    }),
    anywhere('POST', 'apps/{id}', {
      summary: 'Refused: applications are registered by operators',
      accountless: nobody,
      handle: () => systemError('forbidden'),
    }),
    anywhere('DELETE', 'apps/{id}', {
      summary: 'Refused: applications are registered by operators',
      accountless: nobody,
      handle: () => systemError('forbidden'),
    }),
    anywhere('PUT', 'authorize', {
      summary: 'Tells where to sign in with a provider, or exchanges its ID token for a token',
      accountless: 'public',
      cost: signInCost,
      handle: authorize,
    }),
    anywhere('PUT', 'callback', {
      summary: 'Exchanges the code of a provider for a token',
      schema: 'auth.callback',
      accountless: 'public',
      cost: signInCost,
      handle: callback,
    }),
    anywhere('GET', 'keys', {
      summary: 'Lists the keys that tokens are signed with',
      accountless: admins,
      handle: listKeys,
    }),
    anywhere('GET', 'keys/{id}', {
      summary: 'Gives the public part of a key',
      accountless: admins,
      alsoProvides: [pemFile],
      handle: readKey,
    }),
    anywhere('PUT', 'keys/{id}', {
      summary: 'Replaces the key that tokens are signed with (`reset_private_key`): all tokens end',
      accountless: 'superduper',
      handle: resetKey,
    }),
    anywhere('GET', 'links', {
      summary: 'Lists the identities that are linked to the caller',
      accountless: 'authenticated',
      handle: listLinks,
    }),
    anywhere('GET', 'links/{id}', {
      summary: 'Gives one identity',
      accountless: 'authenticated',
      permission: 'tree',
      handle: readLink,
    }),
    anywhere('PUT', 'links/{id}', {
      summary: 'Links an identity to the caller',
      accountless: 'authenticated',
      handle: link,
    }),
    anywhere('DELETE', 'links/{id}', {
      summary: 'Ends the link of an identity',
      accountless: 'authenticated',
      handle: unlink,
    }),
    anywhere('GET', 'providers', {
      summary: 'Lists the providers of identities and of second factors',
      accountless: 'authenticated',
      handle: listProviders,
    }),
    anywhere('GET', 'providers/{id}', {
      summary: 'Gives one provider',
      accountless: 'authenticated',
      handle: readProvider,
    }),
    anywhere('POST', 'providers/{id}', {
      summary: 'Saves a provider as it is',
      accountless: 'superduper',
      handle: saveProvider,
    }),
    anywhere('DELETE', 'providers/{id}', {
      summary: 'Deletes a provider that no application uses',
      accountless: 'superduper',
      handle: deleteProvider,
    }),
    anywhere('GET', 'tokeninfo', {
      summary: 'Tells of whom a token is',
      accountless: 'public',
      handle: tokenInfoOfQuery,
    }),
    anywhere('POST', 'tokeninfo', {
      summary: 'Tells of whom a token is',
      accountless: 'public',
      handle: tokenInfoOfData,
    }),
  ],
} satisfies Module
