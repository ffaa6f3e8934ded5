import type { Module, Operation, Permission } from '../../src/modules/declaration/module.ts'
import { modules } from '../../src/modules/index.ts'
import { code, table } from './markdown.ts'

const intro = `# Who may do what

Every operation of the API with those who may call it, as the server itself decides it.

- **everyone**: no token is needed.
- **any token**: everyone who is signed in.
- **the tree**: whoever is signed in to the account in the path or to one above it, and superduper admins; of plain
  users (\`priv_level\` is \`user\`) of an account above, GET only.
- **superduper admins**: those signed in to an account that was promoted
  (\`sup crossbar_maintenance promote_account\`), the first account being one.

Other words are rules of single operations. Where they say admin users and API keys, plain users are among them if
\`crossbar.security.allow_plain_users\` is set; superduper admins always are. Token restrictions (of an account, or
of the system) can take more away from those who are no superduper admins, never give more. An account in the path
can be followed by the noun whose things are meant, such as
\`/v2/accounts/{account_id}/users/{id}/devices\`: that changes nothing about who may call. A module that is stopped
answers nobody.
`

const words: Readonly<Record<Extract<Permission, string>, string>> = {
  public: 'everyone',
  authenticated: 'any token',
  tree: 'the tree',
  superduper: 'superduper admins',
}

const withoutPaths = `Has no paths of its own: it works on requests to all others, for everyone, while it runs.
`

/** `docs/permissions.md`: all operations with those who may call them, by module. */
export function permissionsPage(): string {
  const sorted = modules.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return intro + sorted.map(section).join('')
}

function section(module: Module): string {
  if (module.operations.length === 0) return `\n## ${module.name}\n\n${withoutPaths}`
  const rows = module.operations.flatMap((operation) => rowsOf(module, operation))
  return `\n## ${module.name}\n\n${table(['Verb', 'Path', 'Who may call', 'What it does'], rows)}`
}

/** A row for each of the two places an operation may be offered at. */
function rowsOf(module: Module, operation: Operation): readonly (readonly string[])[] {
  const { verb, path, permission, accountless, summary } = operation
  const row = (start: string, who: Permission): readonly string[] => [
    verb,
    code([start, module.name, ...(path === '' ? [] : [path])].join('/')),
    wordsFor(who),
    summary,
  ]
  // The account of `accounts/{account_id}` is the one in the path.
  const inAccount = module.name === 'accounts' ? '/v2' : '/v2/accounts/{account_id}'
  return [
    ...(accountless === undefined ? [] : [row('/v2', accountless)]),
    ...(permission === undefined ? [] : [row(inAccount, permission)]),
  ]
}

function wordsFor(permission: Permission): string {
  if (typeof permission === 'string') return words[permission]
  return permission.public === true ? `${permission.name} (no token needed)` : permission.name
}
