import { officeScript } from './office-script.ts'
import { permissionsPage } from './permissions-page.ts'
import { settingsPage } from './settings-page.ts'

/** The files of `docs/` that are made from the program or from another page, by name. */
export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([
    ['examples/office.sh', officeScript()],
    ['permissions.md', permissionsPage()],
    ['settings.md', settingsPage()],
  ])
}
