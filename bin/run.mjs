#!/usr/bin/env node
// Runs one of the repository's own scripts, for instance `node bin/run.mjs scripts/test.ts`.
import { launch } from './launch.mjs'

const [script, ...args] = process.argv.slice(2)
if (script === undefined) {
  console.error('usage: node bin/run.mjs SCRIPT [ARGUMENT...]')
  process.exit(2)
}
await launch(script, args, { development: true })
