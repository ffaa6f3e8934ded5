#!/usr/bin/env node
import { launch } from './launch.mjs'

await launch('src/cli/crossbar.ts', process.argv.slice(2), {
  // Long answers are streamed as short-lived texts, for which the young generation would grow without need.
  // What the start leaves behind is given back once the server is at rest.
  nodeFlags: ['--max-semi-space-size=16', '--expose-gc'],
})
