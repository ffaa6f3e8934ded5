import type { Document } from '../../../documents/document.ts'
import type { AccountContext } from '../../declaration/context.ts'
import { bytesResult, type BinaryResult } from '../../declaration/results.ts'
import { factsOf } from '../metadata.ts'
import { layOut } from './layout.ts'
import { referencesOf } from './references.ts'
import { drawFlow } from './svg.ts'

/**
 * A callflow as a picture, for people who would rather look than read. It may not be shown inside another page
 * with rights of its own: nothing in it is active, and the policy says so.
 */
export async function pictureOf(context: AccountContext, callflow: Document): Promise<BinaryResult> {
  const layout = layOut(callflow.body['flow'])
  const ids = layout.nodes.flatMap(({ action, branch = '_' }) => [
    ...referencesOf(action).map(({ id }) => id),
    ...(branch.length > 1 ? [branch] : []),
  ])
  const bytes = Buffer.from(drawFlow(callflow.body, layout, await factsOf(context, [...new Set(ids)])))
  return bytesResult(bytes, {
    contentType: 'image/svg+xml',
    disposition: 'inline',
    filename: 'callflow.svg',
    headers: { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" },
  })
}
