/** A step into a document: a key of an object or a 0-based position in a list. */
export type Step = string | number

/**
 * Writes the way to a field as clients read it: steps joined by `.`, a dot inside
 * a key as `%2E` (core.md §14).
 */
export function fieldPath(steps: readonly Step[]): string {
  let path = ''
  for (const step of steps) {
    const text = typeof step === 'number' ? String(step) : step.replaceAll('.', '%2E')
    path = path === '' ? text : `${path}.${text}`
  }
  return path
}
