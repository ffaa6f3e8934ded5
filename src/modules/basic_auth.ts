import type { Module } from './declaration/module.ts'

/**
 * `Authorization: Basic` on any request (auth-and-system.md, "basic_auth"). It has no paths of its own: while it does
 * not run, such a header counts for nothing.
 */
export default { name: 'basic_auth', operations: [] } satisfies Module
