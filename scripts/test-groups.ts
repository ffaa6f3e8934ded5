import { globSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './checks.ts'

/**
 * Files that run alone, each in a process: they take long, start and kill servers, look at what their process has
 * loaded, or wait for something at their top. All others share processes.
 */
const alone = [
  // The longest come first: none of them should be left when all others have ended.
  'test/faults/**/*.test.ts',
  'test/core/{canaries,matrix,races}.test.ts',
  'test/!(maintenance*).test.ts',
  'test/{harness,store,together}/**/*.test.ts',
  'src/schemas/schemas.test.ts',
  // What these share waits for a slow hash.
  'src/auth/{authenticator,authenticator.hostile,basic-auth}.test.ts',
]

/** How many of the files that start a server share a process. */
const withServer = 10
/** How many of the tests of units do. */
const ofUnits = 20

/**
 * Distributes test files, given by patterns, over processes: writes a program for each to a folder below `.runtime/`
 * and gives back their paths, whose order is that in which they should be started.
 */
export async function writeGroups(name: string, patterns: readonly string[]): Promise<readonly string[]> {
  const files = find(patterns)
  const lone = find(alone).filter((file) => files.includes(file))
  const others = files.filter((file) => !lone.includes(file))
  const groups = [
    ...lone.map((file) => [file]),
    ...divide(
      others.filter((file) => !file.startsWith('src/')),
      withServer,
    ),
    ...divide(
      others.filter((file) => file.startsWith('src/')),
      ofUnits,
    ),
  ]
  const folder = path.join('.runtime/tests', name)
  await rm(path.join(root, folder), { recursive: true, force: true })
  await mkdir(path.join(root, folder), { recursive: true })
  return await Promise.all(
    groups.map(async (group, index) => {
      const number = String(index + 1).padStart(3, '0')
      const program = path.join(folder, `${number}-${path.basename(group[0] ?? '', '.test.ts')}.mjs`)
      await writeFile(path.join(root, program), source(group))
      return program
    }),
  )
}

function find(patterns: readonly string[]): readonly string[] {
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: root }).toSorted())
}

/** Divides files into groups of about so many; neighbours, which take similarly long, into different ones. */
function divide(files: readonly string[], size: number): readonly (readonly string[])[] {
  const groups = Array.from({ length: Math.ceil(files.length / size) }, (): string[] => [])
  for (const [index, file] of files.entries()) groups[index % groups.length]?.push(file)
  return groups
}

function source(files: readonly string[]): string {
  const [only, ...more] = files
  if (only !== undefined && more.length === 0) return `import '../../../${only}'\n`
  const list = files.map((file) => `  '${file}',\n`).join('')
  return `import { runTogether } from '../../../scripts/tests-together.ts'\n\nrunTogether([\n${list}])\n`
}
