import { LRUCache } from 'lru-cache'
import type { Blobs, Soundness } from '../outside/blobs/port.ts'
import type { Store } from '../store/port.ts'
import type { Note, Patient } from './terms.ts'

/** Content that was looked at; documents that share content are often close together. */
const remembered = 50_000

/** Checks that attachments' content is there, whole and unchanged. */
export class AttachmentCheck {
  readonly #blobs: Blobs
  readonly #store: Store
  readonly #known = new LRUCache<string, Soundness>({ max: remembered })
  /** Attachments looked at. */
  count = 0

  constructor(blobs: Blobs, store: Store) {
    this.#blobs = blobs
    this.#store = store
  }

  /** Checks the attachments of one document; a wrong length is put right when told to. */
  async check({ stored, belongings }: Patient, repair: boolean, note: Note): Promise<void> {
    for (const attachment of belongings.attachments) {
      this.count += 1
      const { db, id, name, digest, bytes } = attachment
      const about = { kind: 'attachment', severity: 'problem', db, id } as const
      const soundness = this.#known.get(digest) ?? (await this.#blobs.verify(digest))
      this.#known.set(digest, soundness)
      if (soundness !== 'sound') {
        const message = `the content of ${JSON.stringify(name)} is ${soundness} (${digest})`
        note({ ...about, message, repaired: false })
        continue
      }
      const size = await this.#blobs.size(digest)
      if (size === bytes || size === undefined) continue
      const changes = [
        { do: 'require', db, id, expect: stored.rev },
        { do: 'attach', attachment: { ...attachment, bytes: size } },
      ] as const
      const repaired = repair && (await this.#store.commit(changes)).outcome === 'done'
      const message = `${JSON.stringify(name)} has ${String(size)} bytes, not ${String(bytes)}`
      note({ ...about, message, repaired })
    }
  }
}

/** Content younger than this may belong to an attachment that is not written yet, in milliseconds. */
const youngMs = 3_600_000

/** Finds content that no attachment refers to, and removes it when told to. */
export async function checkUnusedContent(
  blobs: Blobs,
  store: Store,
  repair: boolean,
  note: Note,
): Promise<void> {
  for await (const digest of blobs.list(youngMs)) {
    if (await store.digestInUse(digest)) continue
    if (repair) await blobs.remove(digest)
    const message = `content ${digest} belongs to no document`
    note({ kind: 'stray', severity: 'warning', message, repaired: repair })
  }
}
