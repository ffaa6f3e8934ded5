import { toText } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { defaultReconcilePattern, isReconcilable } from '../../documents/e164.ts'
import type { Json, JsonObject } from '../../json.ts'
import type { AccountContext } from '../declaration/context.ts'
import { bytesResult, type BinaryResult } from '../declaration/results.ts'
import { allMembers } from './members.ts'
import type { Table } from './print/table.ts'

/** A directory as pages to print: its members by name, with their numbers (accounts-and-pbx.md, "directories" 5). */
export async function printed(context: AccountContext, directory: Document): Promise<BinaryResult> {
  const { account } = context
  // Loaded by the first who prints: it is large.
  const { printTable } = await import('./print/print-table.ts')
  const bytes = await printTable(await tableOf(context, directory))
  return bytesResult(bytes, {
    contentType: context.accept,
    filename: `${account.name}-directory.pdf`,
    disposition: 'attachment',
  })
}

/** Fonts for East Asia where Linux distributions put them; `crossbar.print_fonts` names others. */
const furtherFonts: readonly string[] = [
  '/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf',
  '/usr/share/fonts/truetype/droid/DroidSansFallback.ttf',
]

/** One line of the directory. */
interface Person {
  readonly names: readonly [string, string]
  readonly internal: string
  readonly external: string
  readonly email: string
}

const lastName = { title: 'Last name', share: 21 }
const firstName = { title: 'First name', share: 21 }
const numbersAndMail = [
  { title: 'Extension', share: 14 },
  { title: 'Phone number', share: 19 },
  { title: 'E-mail', share: 25 },
]

/** The table of a directory's members, sorted by what the directory is sorted by, which is the first column. */
async function tableOf(context: AccountContext, directory: Document): Promise<Table> {
  const byFirst = directory.body['sort_by'] === 'first_name'
  const order: readonly [string, string] = byFirst ? ['first_name', 'last_name'] : ['last_name', 'first_name']
  const people: Person[] = []
  for await (const members of allMembers(context, directory))
    people.push(...(await peopleOf(context, members, order)))
  const collator = new Intl.Collator('und')
  people.sort((a, b) => collator.compare(a.names[0], b.names[0]) || collator.compare(a.names[1], b.names[1]))
  return {
    title: toText(directory.body['name']) ?? '',
    subtitle: context.account.name,
    fonts: textsOf(context.services.config.value('crossbar', 'print_fonts') ?? furtherFonts),
    columns: [...(byFirst ? [firstName, lastName] : [lastName, firstName]), ...numbersAndMail],
    rows: people.map(({ names, internal, external, email }) => [...names, internal, external, email]),
  }
}

async function peopleOf(
  { services, db }: AccountContext,
  members: readonly JsonObject[],
  order: readonly [string, string],
): Promise<readonly Person[]> {
  const ids = members.flatMap((member) => [member['user_id'], member['callflow_id']]).flatMap(asText)
  const found = await services.documents.findMany(db, [...new Set(ids)])
  const byId = new Map(found.map((document) => [document.id, document]))
  const pattern = services.config.text('number_manager', 'reconcile_regex', defaultReconcilePattern)
  return members.flatMap((member) => {
    const user = byId.get(toText(member['user_id']) ?? '')
    if (!user) return []
    const numbers = textsOf(byId.get(toText(member['callflow_id']) ?? '')?.body['numbers'])
    const isExternal = (number: string): boolean => isReconcilable(number, pattern)
    return [
      {
        names: namesOf(user, order),
        internal: numbers.filter((number) => !isExternal(number)).join(', '),
        external: numbers.filter(isExternal).join(', '),
        email: toText(user.body['email']) ?? '',
      },
    ]
  })
}

/** What is not a person has one name. */
function namesOf({ type, body }: Document, [first, second]: readonly [string, string]): [string, string] {
  return type === 'user'
    ? [toText(body[first]) ?? '', toText(body[second]) ?? '']
    : [toText(body['name']) ?? '', '']
}

function asText(value: Json | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : []
}

function textsOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly Json[]).flatMap(asText) : []
}
