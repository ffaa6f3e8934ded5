import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'

interface Known {
  readonly data: string
  readonly revision: string
}

/** How many characters of lists are kept, and of one list at most. */
const mostKept = 4_000_000
const longestKept = 100_000

/** What was answered last, by the request's address. */
const answered = new LRUCache<string, Known>({
  maxSize: mostKept,
  maxEntrySize: longestKept,
  sizeCalculation: ({ data }, address) => data.length + address.length,
})

/**
 * Revision of a list: the MD5 of its data, which a client may send back as an ETag. Lists are asked for again and
 * again while nothing changes, and comparing one with what was answered last costs a small part of the digest.
 */
export function listRevision(address: string, data: string): string {
  const known = answered.get(address)
  if (known?.data === data) return known.revision
  const revision = hash('md5', data)
  answered.set(address, { data, revision })
  return revision
}
