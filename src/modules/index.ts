import type { Module } from './declaration/module.ts'
import devices from './devices/module.ts'
import menus from './menus.ts'
import userAuth from './user_auth/module.ts'
import users from './users/module.ts'

/** Every module of the server, by name. */
export const modules: readonly Module[] = [devices, menus, userAuth, users]
