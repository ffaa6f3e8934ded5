import { systemAuthor } from '../../documents/author.ts'
import { randomHex } from '../../documents/identifiers.ts'
import { failed } from '../../failures.ts'
import type { Services } from '../declaration/services.ts'

/**
 * Id of this installation, `cluster.cluster_id`; made when it is first asked for (auth-and-system.md,
 * "login response"). Several first ones at once agree on one.
 */
export async function clusterId({
  config,
  documents,
}: Pick<Services, 'config' | 'documents'>): Promise<string> {
  for (;;) {
    const id = config.value('cluster', 'cluster_id')
    if (typeof id === 'string' && id !== '') return id
    const made = randomHex(16)
    const change = await config.planSet('cluster', 'default', 'cluster_id', made)
    // Whoever comes second has a conflict, and finds the id of the first.
    if (!failed(await documents.writeOne(change, systemAuthor))) return made
  }
}
