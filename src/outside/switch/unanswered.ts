/**
 * A question to the telephone network that has no answer: nobody answered in time, or there is nobody who
 * could be asked. Given back by questions whose silence a client is told of; others give back what an empty
 * network would (calls-and-events.md, "Switch contract").
 */
export class Unanswered {
  readonly reason: 'timeout' | 'unreachable'

  constructor(reason: 'timeout' | 'unreachable') {
    this.reason = reason
  }
}

/** Tells silence from an answer. */
export function unanswered(value: unknown): value is Unanswered {
  return value instanceof Unanswered
}
