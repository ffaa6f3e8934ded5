import type { Module } from './declaration/module.ts'
import accounts from './accounts/module.ts'
import apiAuth from './api_auth.ts'
import callflows from './callflows/module.ts'
import devices from './devices/module.ts'
import media from './media/module.ts'
import menus from './menus.ts'
import tokenAuth from './token_auth.ts'
import userAuth from './user_auth/module.ts'
import users from './users/module.ts'
import vmboxes from './vmboxes/module.ts'

/** Every module of the server, by name. */
export const modules: readonly Module[] = [
  accounts,
  apiAuth,
  callflows,
  devices,
  media,
  menus,
  tokenAuth,
  userAuth,
  users,
  vmboxes,
]
