import { userType } from '../../auth/directory.ts'
import type { Account } from '../../documents/accounts.ts'
import { isTrue } from '../../documents/coercion.ts'
import type { JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'
import { brandOf } from '../whitelabel/brand.ts'
import { masterApps, withSettings, type App } from './catalogue.ts'
import { installationOf, settingsFor } from './installation.ts'

type Needs = Pick<Services, 'documents' | 'accounts'>

/** For whom it is decided which applications there are. */
interface Customer {
  readonly account: Account
  /** Absent: for the account as a whole. */
  readonly userId: string | undefined
}

/** Decides which of the applications are published, and may add some. */
type Rule = (services: Needs, customer: Customer, apps: readonly App[]) => Promise<readonly App[]>

/**
 * In this order: each may overrule those before it. What the service plans of an account say comes first of all
 * (auth-and-system.md, "apps_store" 5.1), as soon as there are such plans.
 */
const rules: readonly Rule[] = [asInstalled, asBranded, allForMaster]

/**
 * Every application an account, or a user of it, could be offered, in order of their names, and whether it is
 * (auth-and-system.md, "apps_store" 5).
 */
export async function appsFor(services: Needs, account: Account, userId?: string): Promise<readonly App[]> {
  let apps = await masterApps(services)
  for (const rule of rules) apps = await rule(services, { account, userId }, apps)
  return apps
}

/** What the account installed and for whom, and what it is not to have. */
async function asInstalled(
  services: Needs,
  { account, userId }: Customer,
  apps: readonly App[],
): Promise<readonly App[]> {
  const installation = await installationOf(services, account)
  const user = userId === undefined ? undefined : await services.documents.find(account.id, userId)
  const isAdmin = user?.type === userType && user.body['priv_level'] === 'admin'
  return apps.map((app) => {
    if (installation.blacklist.includes(app.id))
      return { ...app, published: false, authority: 'app_store_blacklist' }
    const settings = settingsFor(installation, app.id)
    if (!settings) return app
    const set = withSettings(app, settings)
    if (userId !== undefined && !isPermitted(settings, userId, isAdmin))
      return { ...set, published: false, authority: 'app_store' }
    return app.published ? { ...set, authority: 'app_store' } : set
  })
}

/** Accounts whose brand keeps them from moving numbers in have no use for the application that does it. */
async function asBranded(
  { documents }: Needs,
  { account }: Customer,
  apps: readonly App[],
): Promise<readonly App[]> {
  if (account.isReseller || !apps.some(isForPorting)) return apps
  const brand = await brandOf(documents, account.id)
  if (!isTrue(brand?.body['hide_port'])) return apps
  return apps.map((app) =>
    isForPorting(app) ? { ...app, published: false, authority: 'whitelabel_hide_port' } : app,
  )
}

/** The master account has them all. */
async function allForMaster(
  { accounts }: Needs,
  { account }: Customer,
  apps: readonly App[],
): Promise<readonly App[]> {
  if (account.id !== accounts.masterId) return apps
  return apps.map((app) => ({ ...app, published: true, authority: 'super_admin' }))
}

function isForPorting({ name }: App): boolean {
  return name === 'port'
}

/** Whether a user is among those an application was installed for; what is written otherwise permits nobody. */
function isPermitted(
  { allowed_users: allowed, users }: JsonObject,
  userId: string,
  isAdmin: boolean,
): boolean {
  switch (allowed ?? 'specific') {
    case 'all':
      return true
    case 'admins':
      return isAdmin
    case 'specific':
      return Array.isArray(users) && users.includes(userId)
    default:
      return false
  }
}
