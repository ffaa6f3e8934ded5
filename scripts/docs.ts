/*
 * `npm run docs`: writes the files of docs/ that are made from the program or from another page.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './checks.ts'
import { generatedPages } from './docs/pages.ts'

const folder = path.join(root, 'docs')
for (const [name, text] of generatedPages()) {
  const file = path.join(folder, name)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 })
  console.log(`docs/${name}`)
}
