import { isConflict, type Failure } from '../failures.ts'

/** How often something is written while others write the same documents. */
const attempts = 10

/** Reads and writes again while others write the same documents; in the end gives back the conflict. */
export async function persistently<T>(write: () => Promise<T | Failure>): Promise<T | Failure> {
  for (let attempt = 1; ; attempt += 1) {
    const written = await write()
    if (!isConflict(written) || attempt === attempts) return written
  }
}
