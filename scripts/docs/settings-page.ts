import { flagOf, settingNames, settingTable, type Setting } from '../../src/setting-table.ts'
import { code, table } from './markdown.ts'

const intro = `# Settings

Settings are read once, when the server starts: from flags of \`npm start -- --flag value\`, else from
environment variables, else they have their defaults. Better give secrets in the environment: other users of
the machine can read flags.

What can be changed while the server runs (sizes of pages, limits, sign-in, …) is configuration: see
\`/v2/system_configs\` and \`sup kapps_config\`.
`

/** `docs/settings.md`: every setting of the server, by group. */
export function settingsPage(): string {
  const settings: readonly Setting[] = settingNames.map((name) => settingTable[name])
  const groups = Map.groupBy(settings, ({ group }) => group)
  const sections = [...groups].map(([group, members]) => `\n## ${group}\n\n${tableOf(members)}`)
  return intro + sections.join('')
}

function tableOf(settings: readonly Setting[]): string {
  return table(
    ['Variable', 'Flag', 'Accepts', 'Default', 'Meaning'],
    settings.map((setting) => {
      const usual = setting.default === undefined ? 'unset' : code(setting.default)
      const meaning = setting.secret ? `${setting.description} Secret.` : setting.description
      return [code(setting.env), code(`--${flagOf(setting)}`), setting.kind.accepts, usual, meaning]
    }),
  )
}
