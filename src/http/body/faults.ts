import { emptyAnswer, invalidField, type Failure } from '../../failures.ts'

/**
 * Carries a failure out of a stream that somebody else reads: an error is the only thing that passes
 * through one. It never leaves this folder; `readBody` gives the failure back as a value.
 */
export class BodyFault extends Error {
  readonly failure: Failure

  constructor(failure: Failure) {
    super('the request body cannot be read')
    this.failure = failure
  }
}

/** The client went away before its body was complete. Nobody is left to answer; compare by identity. */
export const clientGone: Failure = emptyAnswer(400)

/** The body or one of its parts is longer than `limit` bytes: `file.maxSize` (core.md §5). */
export function tooLarge(limit: number): Failure {
  return invalidField('file', 'maxSize', {
    message: `At most ${limit} bytes can be sent at once`,
    target: limit,
  })
}

/** The upload is not the base64 it claims to be: `file.encoding` (core.md §5). */
export function undecodable(): Failure {
  return invalidField('file', 'encoding', { message: 'The content is not valid base64' })
}

/** The body cannot be understood: `json.invalid` (core.md §5). */
export function unreadable(message: string): Failure {
  return invalidField('json', 'invalid', { message, target: 'body' })
}
