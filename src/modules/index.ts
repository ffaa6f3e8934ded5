import type { Module } from './declaration/module.ts'
import about from './about.ts'
import accessLists from './access_lists.ts'
import accounts from './accounts/module.ts'
import acls from './acls.ts'
import alerts from './alerts/module.ts'
import allotments from './allotments/module.ts'
import apiAuth from './api_auth.ts'
import appsLink from './apps_link.ts'
import appsStore from './apps_store/module.ts'
import auth from './auth/module.ts'
import basicAuth from './basic_auth.ts'
import blacklists from './blacklists.ts'
import callflows from './callflows/module.ts'
import cdrs from './cdrs/module.ts'
import channels from './channels/module.ts'
import conferences from './conferences/module.ts'
import configs from './configs/module.ts'
import connectivity from './connectivity.ts'
import contactList from './contact_list/module.ts'
import devices from './devices/module.ts'
import dialplans from './dialplans.ts'
import directories from './directories/module.ts'
import groups from './groups.ts'
import hotdesks from './hotdesks.ts'
import lists from './lists/module.ts'
import ipAuth from './ip_auth.ts'
import media from './media/module.ts'
import menus from './menus.ts'
import metaflows from './metaflows.ts'
import migrations from './migrations/module.ts'
import multiFactor from './multi_factor/module.ts'
import parkedCalls from './parked_calls.ts'
import presence from './presence/module.ts'
import quickcall from './quickcall/module.ts'
import rateLimits from './rate_limits.ts'
import registrations from './registrations.ts'
import schemas from './schemas.ts'
import search from './search/module.ts'
import security from './security/module.ts'
import skels from './skels.ts'
import sup from './sup.ts'
import systemConfigs from './system_configs/module.ts'
import systemStatus from './system_status.ts'
import temporalRules from './temporal_rules.ts'
import temporalRulesSets from './temporal_rules_sets.ts'
import tokenAuth from './token_auth.ts'
import tokenRestrictions from './token_restrictions.ts'
import userAuth from './user_auth/module.ts'
import users from './users/module.ts'
import vmboxes from './vmboxes/module.ts'
import whitelabel from './whitelabel/module.ts'

/** Every module of the server, by name. */
export const modules: readonly Module[] = [
  about,
  accessLists,
  accounts,
  acls,
  alerts,
  allotments,
  apiAuth,
  appsLink,
  appsStore,
  auth,
  basicAuth,
  blacklists,
  callflows,
  cdrs,
  channels,
  conferences,
  configs,
  connectivity,
  contactList,
  devices,
  dialplans,
  directories,
  groups,
  hotdesks,
  lists,
  ipAuth,
  media,
  menus,
  metaflows,
  migrations,
  multiFactor,
  parkedCalls,
  presence,
  quickcall,
  rateLimits,
  registrations,
  schemas,
  search,
  security,
  skels,
  sup,
  systemConfigs,
  systemStatus,
  temporalRules,
  temporalRulesSets,
  tokenAuth,
  tokenRestrictions,
  userAuth,
  users,
  vmboxes,
  whitelabel,
]
