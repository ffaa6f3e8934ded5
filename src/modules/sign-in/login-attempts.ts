import { redact } from '../../logging/redaction.ts'
import type { Change } from '../../documents/changes.ts'
import { now } from '../../documents/gregorian.ts'
import { newModbId } from '../../documents/identifiers.ts'
import type { DocumentFacts } from '../../documents/document.ts'
import { pick, type DocumentType, type Emission, type View } from '../../documents/types.ts'
import { failed } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { authModuleConfig, type AuthModule } from './auth-modules.ts'

/** Type of the documents that record attempts to sign in. */
export const loginAttemptType = 'login_attempt'

/** What a listing tells of an attempt (auth-and-system.md, "security" 4). */
const entryFields = ['auth_type', 'auth_module', 'status', 'message', 'timestamp', 'client_ip']

/** All attempts of an account, by time. */
export const attemptsByTime: View = {
  name: 'sign_in/attempts_by_time',
  version: 1,
  emit: (attempt) => row([attempt.created], attempt),
}

/** Attempts of one kind, such as second factors, by time. */
export const attemptsByType: View = {
  name: 'sign_in/attempts_by_type',
  version: 1,
  emit: (attempt) => row([attempt.body['auth_type'] ?? null, attempt.created], attempt),
}

/** They are written in numbers and announce nothing (core.md §28). */
export const loginAttempts: DocumentType = {
  type: loginAttemptType,
  views: [attemptsByTime, attemptsByType],
  silent: true,
}

/** An attempt to sign in that came to an end. */
export interface LoginAttempt {
  readonly accountId: string
  readonly module: AuthModule
  /** What was tried, such as `credentials` (auth-and-system.md, "attempt log"). */
  readonly authType: string
  readonly status: 'success' | 'failed'
  /** What came of it, for people. */
  readonly message: string
  /** Whose attempt it was, once that is known. */
  readonly metadata?: JsonObject
}

/**
 * Records attempts, where the account's configuration wants them recorded. A record that cannot be
 * written does not decide who gets in: it goes to the log.
 */
export async function recordAttempts(context: Context, attempts: readonly LoginAttempt[]): Promise<void> {
  const { services } = context
  const wanted: LoginAttempt[] = []
  for (const attempt of attempts) {
    const config = await authModuleConfig(services, attempt.accountId, attempt.module)
    const { logFailedAttempts, logSuccessfulAttempts } = config
    if (attempt.status === 'failed' ? logFailedAttempts : logSuccessfulAttempts) wanted.push(attempt)
  }
  if (wanted.length === 0) return
  const changes = wanted.map((attempt) => attemptChange(context, attempt))
  const written = await services.documents.write(changes, context.author)
  if (failed(written)) services.log.warn({ request: context.requestId }, 'sign-in could not be recorded')
}

function row(key: Emission['key'], { id, body }: DocumentFacts): readonly Emission[] {
  return [{ key, value: { id, ...pick(body, entryFields) } }]
}

function attemptChange(context: Context, attempt: LoginAttempt): Change {
  return {
    change: 'create',
    db: attempt.accountId,
    id: newModbId(),
    type: loginAttemptType,
    body: {
      auth_type: attempt.authType,
      status: attempt.status,
      auth_module: attempt.module,
      message: attempt.message,
      client_headers: safeHeaders(context),
      client_ip: context.clientIp,
      crossbar_request_id: context.requestId,
      timestamp: now(),
      ...(attempt.metadata && { metadata: attempt.metadata }),
    },
  }
}

/** The client's headers without what somebody could sign in with. */
function safeHeaders({ headers }: Context): JsonObject {
  return Object.fromEntries(
    Object.entries(redact({ ...headers })).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}
