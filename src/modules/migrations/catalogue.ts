import type { JsonObject } from '../../json.ts'
import { withoutFormerNotices } from './notify-to-teletype.ts'

/** Brings an account into a newer form. */
export interface Migration {
  readonly description: string
  /** The account's fields as they are to be; the same object when there is nothing to do. */
  readonly apply: (body: JsonObject) => JsonObject
}

/** All migrations, by id (auth-and-system.md, "migrations" 1). */
export const migrations: ReadonlyMap<string, Migration> = new Map([
  [
    'notify_to_teletype',
    {
      description:
        'Removes the settings of the former notifier, so that mails are made of the templates of today',
      apply: withoutFormerNotices,
    },
  ],
])
