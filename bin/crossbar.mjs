#!/usr/bin/env node
import { launch } from './launch.mjs'

const args = process.argv.slice(2)

await launch('src/cli/crossbar.ts', args, {
  nodeFlags: [
    // Long answers are streamed as short-lived texts, for which the young generation would grow without need.
    '--max-semi-space-size=16',
    // What the start leaves behind is given back once the server is at rest.
    '--expose-gc',
    // Code in large pages, where the system has them, takes a tenth less processor time for a request, and a moment
    // to be put there.
    ...(args[0] === 'serve' ? ['--use-largepages=silent'] : []),
  ],
})
