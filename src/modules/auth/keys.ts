import { answer, badIdentifier, failed, forbidden, type Failure } from '../../failures.ts'
import type { Context } from '../declaration/context.ts'
import { bytesResult, dataResult, intent, type Outcome, type Result } from '../declaration/results.ts'

/** Media type of a key as a file. */
export const pemFile = 'application/x-pem-file'

/** GET `keys`: ids of the keys that tokens are signed with; there is one. */
export async function listKeys({ services }: Context): Promise<Result> {
  const { id } = await services.signIn.signingKey()
  return dataResult([id])
}

/** GET `keys/{id}`: the public part, as JSON or as a file. */
export async function readKey(context: Context): Promise<Result | Failure> {
  const key = await named(context)
  if (failed(key)) return key
  if (context.accept !== pemFile) return dataResult({ public_key_pem: key.publicPem })
  const bytes = Buffer.from(key.publicPem)
  return bytesResult(bytes, {
    contentType: pemFile,
    filename: 'public_key.pem',
    disposition: 'attachment',
  })
}

/** PUT `keys/{id}` with `action: "reset_private_key"`: all tokens end, the caller's too. */
export async function resetKey(context: Context): Promise<Outcome> {
  if (context.value('action') !== 'reset_private_key') return unknownAction(context)
  const key = await named(context)
  if (failed(key)) return key
  return intent(async () => {
    await context.services.signIn.replaceSigningKey()
    return dataResult(undefined, { authToken: null })
  })
}

/** An action that is none: superduper admins are told, everybody else may not (auth-and-system.md, "auth" 2). */
export function unknownAction({ auth }: Context): Failure {
  return auth?.superduper ? answer(500, 'action required', {}) : forbidden()
}

async function named(context: Context): Promise<{ readonly publicPem: string } | Failure> {
  const key = await context.services.signIn.signingKey()
  return key.id === context.arg('id') ? key : badIdentifier(context.arg('id'))
}
