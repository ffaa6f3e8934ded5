import { permissionsPage } from './permissions-page.ts'
import { settingsPage } from './settings-page.ts'

/** The pages of `docs/` that are made from the program, by file name. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['permissions.md', permissionsPage()],
    ['settings.md', settingsPage()],
  ])
}
