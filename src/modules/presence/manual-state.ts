import { failed, type Failure } from '../../failures.ts'
import type { PresenceState } from '../../outside/switch/presence.ts'
import type { AccountContext } from '../declaration/context.ts'

/** Id and kind of the document with the states that were set by hand, by presence id. */
const manualPresence = 'manual_presence'

/** How often a write is tried again when another one came first. */
const attempts = 5

/** Keeps states that were set by hand. */
export async function keepStates(
  context: AccountContext,
  presenceIds: readonly string[],
  state: PresenceState,
): Promise<Failure | undefined> {
  const { documents } = context.services
  const { db } = context
  for (let attempt = 1; ; attempt += 1) {
    const document = await documents.find(db, manualPresence)
    const states = Object.fromEntries(presenceIds.map((id) => [id, state]))
    const body = { ...document?.body, ...states }
    const written = await documents.writeOne(
      document
        ? { change: 'replace', document, body }
        : { change: 'create', db, id: manualPresence, type: manualPresence, body },
      context.author,
    )
    if (!failed(written)) return undefined
    if (attempt === attempts) return written
  }
}
