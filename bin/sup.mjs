#!/usr/bin/env node
import { launch } from './launch.mjs'

await launch('src/cli/sup.ts', process.argv.slice(2))
