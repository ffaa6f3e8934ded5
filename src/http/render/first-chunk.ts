import { failed, type Failure } from '../../failures.ts'

/** A long list as it is read: some items at a time, or what went wrong. */
export type Chunks<T> = AsyncIterable<readonly T[] | Failure>

/**
 * Reads up to the first chunk with items, since only then the kind of answer is settled: undefined
 * when there are none at all, the failure when one comes first, else all chunks from that one on.
 */
export async function openChunks<T>(chunks: Chunks<T>): Promise<Chunks<T> | undefined | Failure> {
  const iterator = chunks[Symbol.asyncIterator]()
  for (;;) {
    const next = await iterator.next()
    if (next.done) return undefined
    if (!failed(next.value) && next.value.length === 0) continue
    if (!failed(next.value)) return continued(next.value, iterator)
    await iterator.return?.()
    return next.value
  }
}

async function* continued<T>(
  first: readonly T[],
  iterator: AsyncIterator<readonly T[] | Failure>,
): AsyncGenerator<readonly T[] | Failure> {
  try {
    yield first
    for (;;) {
      const next = await iterator.next()
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}
