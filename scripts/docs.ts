/*
 * `npm run docs`: writes the pages of docs/ that are made from the program.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './checks.ts'
import { generatedPages } from './docs/pages.ts'

const folder = path.join(root, 'docs')
await mkdir(folder, { recursive: true })
for (const [name, text] of generatedPages()) {
  await writeFile(path.join(folder, name), text)
  console.log(`docs/${name}`)
}
