import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from '../checks.ts'

const opening = `#!/usr/bin/env bash
# Sets up an office of twelve people. Made from docs/office.md, which explains each step, by \`npm run docs\`.
set -euo pipefail
`

/** The commands of the page about the office, as one script: its headings are the comments. */
export function officeScript(): string {
  const page = readFileSync(path.join(root, 'docs', 'office.md'), 'utf8')
  const parts = [...page.matchAll(/^## ([^\n]*)$|^```sh\n(.*?)^```$/gms)]
  return [opening, ...parts.map(([, heading, commands]) => (heading ? `\n# ${heading}\n` : (commands ?? '')))].join('')
}
