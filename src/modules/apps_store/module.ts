import { isDescendant } from '../../auth/permissions.ts'
import { stripPrivate } from '../../documents/patch.ts'
import { answer, failed, invalidField, systemError, type Failure } from '../../failures.ts'
import { admins, isAdmin } from '../declaration/admins.ts'
import type { AccountContext, Context } from '../declaration/context.ts'
import { anywhere, inAccount, type Module, type Operation, type Rule } from '../declaration/module.ts'
import { dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { appsFor } from './available.ts'
import { appDocuments, type App } from './catalogue.ts'
import { fileTypes, iconOf, readFile, screenshotOf, typesOf, unknownApp } from './files.ts'
import {
  installationId,
  installationOf,
  settingsFor,
  writeInstallation,
  type Installation,
} from './installation.ts'
import { listedApp, shownApp } from './shown.ts'

/** What an account is not to have is known above it. */
const above: Rule = { name: 'token of an account above this one', allows: isAbove }

/** What an account is not to have is decided above it. */
const adminsAbove: Rule = {
  name: 'admin users and API keys of an account above this one',
  allows: (context) => isAbove(context) && isAdmin(context),
}

/** Applications of web consoles: which there are, and who may use which (auth-and-system.md, "apps_store"). */
export default {
  name: 'apps_store',
  documents: [appDocuments, { type: installationId }],
  operations: [
    inAccount('GET', '', { summary: 'Lists the applications the account is offered', handle: list }),
    inAccount('GET', 'blacklist', {
      summary: 'Tells which applications the account is not to have',
      permission: above,
      handle: async ({ services, account }) => {
        const { blacklist } = await installationOf(services, account)
        return dataResult({ blacklist })
      },
    }),
    inAccount('POST', 'blacklist', {
      summary: 'Sets which applications the account is not to have',
      permission: adminsAbove,
      handle: replaceBlacklist,
    }),
    inAccount('GET', '{id}', {
      summary: 'Gives an application, with who may use it',
      handle: async (context) => {
        const app = await offered(context)
        return app ? dataResult(shownApp(app)) : unknownApp(context.arg('id'))
      },
    }),
    inAccount('PUT', '{id}', {
      summary: 'Installs an application',
      permission: admins,
      handle: install,
    }),
    inAccount('POST', '{id}', {
      summary: 'Sets who may use an application',
      permission: admins,
      handle: change,
    }),
    inAccount('DELETE', '{id}', {
      summary: 'Removes an application',
      permission: admins,
      handle: remove,
    }),
    fileOperation('{id}/icon', 'Gives the icon of an application', iconOf, (context) => context.arg('id')),
    fileOperation(
      '{id}/screenshot/{index}',
      'Gives a picture of an application',
      screenshotOf,
      (context) => `screenshot/${context.arg('index')}`,
    ),
  ],
} satisfies Module

function isAbove({ auth, account }: Context): boolean {
  return auth !== undefined && account !== undefined && isDescendant(account, auth.accountId)
}

function fileOperation(
  path: string,
  summary: string,
  fileName: Parameters<typeof typesOf>[1],
  missing: (context: Context) => string,
): Operation {
  return anywhere('GET', path, {
    summary,
    permission: 'tree',
    accountless: 'public',
    provides: fileTypes,
    offers: (context) => typesOf(context, fileName),
    handle: (context) => readFile(context, fileName, missing),
  })
}

async function list({ services, account }: AccountContext): Promise<Result> {
  const apps = await appsFor(services, account)
  return dataResult(
    apps
      .filter(({ published }) => published)
      .toReversed()
      .map(listedApp),
  )
}

/** POST blacklist: the whole list; none at all lets the account have everything. */
async function replaceBlacklist(context: AccountContext): Promise<Outcome> {
  const { services, account, author } = context
  const blacklist = context.data['blacklist'] ?? []
  if (!isTexts(blacklist))
    return invalidField('blacklist', 'type', {
      message: 'must be a list of ids',
      target: 'array',
      value: blacklist,
    })
  const before = await installationOf(services, account)
  return intent(async () => {
    const written = await writeInstallation(services, account.id, { ...before, blacklist }, author)
    return failed(written) ? written : dataResult({ blacklist })
  })
}

/** PUT: for whom, is in the request. */
async function install(context: AccountContext): Promise<Outcome> {
  const target = await changeable(context)
  if (failed(target)) return target
  if (target.isInstalled) return answer(400, 'Application already installed', {})
  return store(context, target)
}

/** POST: for whom, from now on. */
async function change(context: AccountContext): Promise<Outcome> {
  const target = await changeable(context)
  if (failed(target)) return target
  return target.isInstalled ? store(context, target) : notInstalled()
}

/** DELETE: what it was installed for goes too. */
async function remove(context: AccountContext): Promise<Outcome> {
  const target = await changeable(context)
  if (failed(target)) return target
  const { app, installation } = target
  if (!target.isInstalled) return notInstalled()
  const apps = Object.fromEntries(Object.entries(installation.apps).filter(([id]) => id !== app.id))
  return intent(async () => {
    const { services, account, author } = context
    const written = await writeInstallation(services, account.id, { ...installation, apps }, author)
    return failed(written) ? written : dataResult({})
  })
}

/** An application that an account installs, changes or removes. */
interface Target {
  readonly app: App
  readonly installation: Installation
  readonly isInstalled: boolean
}

async function changeable(context: AccountContext): Promise<Target | Failure> {
  const app = await offered(context)
  if (!app) return systemError('forbidden', { details: context.arg('id') })
  const installation = await installationOf(context.services, context.account)
  return { app, installation, isInstalled: settingsFor(installation, app.id) !== undefined }
}

function store({ services, account, author, data }: AccountContext, { app, installation }: Target): Outcome {
  const settings = { ...stripPrivate(data), name: app.name }
  const apps = Object.fromEntries([...Object.entries(installation.apps), [app.id, settings]])
  return intent(async () => {
    const written = await writeInstallation(services, account.id, { ...installation, apps }, author)
    return failed(written) ? written : dataResult(settings)
  })
}

/** The application the path names, published for the account or not. */
async function offered(context: AccountContext): Promise<App | undefined> {
  const id = context.arg('id')
  return (await appsFor(context.services, context.account)).find((app) => app.id === id)
}

function notInstalled(): Failure {
  return answer(400, 'Application is not installed', {})
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
