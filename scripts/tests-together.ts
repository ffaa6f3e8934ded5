import { createRequire } from 'node:module'
import path from 'node:path'
import { after, describe, mock } from 'node:test'
import { root } from './checks.ts'

/**
 * Runs test files, given by their paths in the repository, one after the other in this process: what they all load
 * is loaded once. Each is a suite, so that hooks at the top of a file are before and after its own tests only.
 *
 * They are loaded with `require`, because what a file registers belongs to the suite that is under way: nothing may
 * be waited for. A file that waits at its top has to be among those that run alone (`test-groups.ts`).
 */
export function runTogether(files: readonly string[]): void {
  const require = createRequire(import.meta.url)
  for (const file of files)
    void describe(file, () => {
      // What a file replaced for its tests is not replaced for those of the next.
      after(() => {
        mock.reset()
      })
      require(path.join(root, file))
    })
}
