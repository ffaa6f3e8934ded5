import type { Documents } from '../../documents/documents.ts'
import { staleViews } from '../../documents/rebuild.ts'
import { type Walk, documentPages } from '../../documents/walk.ts'
import { checkDerived } from '../../doctor/derived.ts'
import type { Services } from '../../modules/declaration/services.ts'
import type { StoredDocument } from '../../store/port.ts'
import type { MaintenanceIo } from '../registry.ts'

/** Compares listings and unique values of documents with them, soft-deleted ones included, puts them right, and says what was wrong. */
export class DerivedCheck {
  readonly #documents: Documents
  readonly #print: MaintenanceIo['print']
  /** Views that are being made anew anyway. */
  readonly #pending: ReadonlySet<string>

  private constructor(documents: Documents, print: MaintenanceIo['print'], pending: ReadonlySet<string>) {
    this.#documents = documents
    this.#print = print
    this.#pending = pending
  }

  /** Begins checks that say what they find. */
  static async begin(
    { documents }: Pick<Services, 'documents'>,
    { print }: MaintenanceIo,
  ): Promise<DerivedCheck> {
    return new DerivedCheck(documents, print, new Set((await staleViews(documents)).keys()))
  }

  /** Checks documents of a database. */
  async all(walk: Walk & { readonly db: string }): Promise<void> {
    for await (const page of documentPages(this.#documents.store, walk)) await this.#check(walk.db, page)
  }

  /** Checks one document, if it is there. */
  async one(db: string, id: string): Promise<void> {
    const stored = await this.#documents.store.get(db, id)
    if (stored) await this.#check(db, [stored])
  }

  async #check(db: string, page: readonly StoredDocument[]): Promise<void> {
    const found = await this.#documents.store.belongings(
      db,
      page.map(({ id }) => id),
    )
    for (const stored of page) {
      const belongings = found.get(stored.id)
      // What went away meanwhile needs no care.
      if (!belongings) continue
      await checkDerived(
        this.#documents,
        { stored, belongings },
        this.#pending,
        true,
        ({ message, repaired }) => {
          this.#print(`    ${stored.type} ${stored.id}: ${message}${repaired ? '; put right' : ''}`)
        },
      )
    }
  }
}
