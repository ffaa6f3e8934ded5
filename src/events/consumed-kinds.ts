/**
 * Kinds of events that somebody takes (core.md §28). Only these are written into the outbox: an event that
 * nobody takes would be written and removed again with every change of a document. Known before anything is
 * written, and the same in every process, so that no consumer misses what happened while it was not there:
 * who adds a consumer of another kind adds the kind here.
 */
export const consumedKinds: ReadonlySet<string> = new Set<string>()
