import type { JsonObject } from '../../src/json.ts'
import type { Reply } from '../harness/client.ts'
import type { TestServer } from '../harness/server.ts'
import { makeTenants, type Tenants } from './callers.ts'
import type { Case } from './cases.ts'
import { makeDocuments, makeSystemDocuments, type Ids } from './documents.ts'
import type { Parameter } from './id-sources.ts'
import { callers, isCell, type Caller, type Cell, type Line } from './table.ts'

/** What is sent where it is the body that tells what is asked for; `{}` elsewhere, which is enough to be refused. */
const bodies: ReadonlyMap<string, JsonObject> = new Map([
  ['PUT /auth', { action: 'refresh_token' }],
  ['PUT /accounts/{account_id}/auth', { action: 'reset_signature_secret' }],
  ['PUT /accounts/{account_id}/users/{user_id}/auth', { action: 'reset_signature_secret' }],
  ['PUT /accounts/{account_id}/users/{user_id}/user_auth', { action: 'impersonate_user' }],
  ['PUT /auth/keys/{id}', { action: 'reset_private_key' }],
  ['PUT /accounts/{account_id}/conferences/{id}', { action: 'lock' }],
  ['PUT /accounts/{account_id}/conferences/{id}/participants', { action: 'mute' }],
  ['PUT /accounts/{account_id}/conferences/{id}/participants/{participant_id}', { action: 'mute' }],
  ['POST /accounts/{account_id}/presence', { action: 'reset' }],
])

/** What was told to a caller, and by what path. */
interface Told {
  readonly path: string
  readonly ids: readonly string[]
  readonly reply: Reply
}

/** Everybody who asks, and everything they ask for. */
export class World {
  readonly tenants: Tenants
  readonly #own: Ids
  readonly #foreign: Ids
  readonly #system: Ids

  constructor(tenants: Tenants, own: Ids, foreign: Ids, system: Ids) {
    this.tenants = tenants
    this.#own = own
    this.#foreign = foreign
    this.#system = system
  }

  /** Makes all of it on a fresh server. */
  static async create(server: TestServer): Promise<World> {
    const tenants = await makeTenants(server)
    const own = await makeDocuments(server, tenants.admin, tenants.user)
    const foreign = await makeDocuments(server, tenants.sibling, tenants.sibling)
    return new World(tenants, own, foreign, await makeSystemDocuments(server, tenants))
  }

  /**
   * Asks for everybody. Gives back what they were told, and differences between a foreign id's answers and a
   * missing one's, of which there should be none.
   */
  async ask(each: Case): Promise<{ readonly line: Line; readonly differences: readonly string[] }> {
    const differences: string[] = []
    const cells = await Promise.all(
      callers.map(async (who): Promise<[Caller, Cell]> => {
        const answers = await Promise.all(
          this.#paths(each, who).map((path) => this.#request(each, who, path)),
        )
        const [first, ...others] = answers
        if (!first) throw new Error('nothing was asked')
        for (const other of others)
          if (told(other) !== told(first))
            differences.push(`${who}: ${other.path}\n${told(other)}\n${first.path}\n${told(first)}`)
        return [who, cellOf(first)]
      }),
    )
    const { verb, path, ids } = each
    return {
      line: { verb, path, ids, cells: Object.fromEntries(cells) as Record<Caller, Cell> },
      differences,
    }
  }

  /** The path of a case as it is for a caller. */
  path(each: Case, who: Caller): string {
    const [filled] = this.#paths(each, who)
    if (!filled) throw new Error('there is no path')
    return filled.path
  }

  /** Documents of Own that were made and are not there any more, by their paths. */
  async gone(): Promise<readonly string[]> {
    const paths = [...this.#own]
      .map(([place, id]) => this.#documentPath(place, id))
      .filter((path) => path !== undefined)
    const replies = await fewAtATime(paths, (path) => this.tenants.admin.get(path))
    return paths.filter((_, at) => replies[at]?.status !== 200)
  }

  async #request(each: Case, who: Caller, path: Filled): Promise<Told> {
    const { verb, binary } = each
    const headers = {
      // The length of a compressed answer would differ with what it says.
      'accept-encoding': 'identity',
      ...(binary && { accept: '*/*' }),
      // No revision is that one: what is allowed is checked and then not done.
      ...(verb !== 'GET' && { 'if-match': '"never"' }),
    }
    const data = verb === 'GET' ? undefined : this.#data(each)
    return { ...path, reply: await this.tenants[who].request(verb, path.path, data, { headers }) }
  }

  #data({ verb, path }: Case): JsonObject {
    // The only thing a body has to name that must exist.
    if (path === '/accounts/{account_id}/move') return { to: this.tenants.reseller.accountId }
    return bodies.get(`${verb} ${path}`) ?? {}
  }

  /** The paths to ask for: one, or with a foreign id and with a missing one. */
  #paths({ path, ids, changed, parameters }: Case, who: Caller): readonly Filled[] {
    const filled = (kind: string): Filled =>
      this.#fill(
        path,
        parameters,
        parameters.map((each) => this.#id(each, changed && each !== changed ? 'own' : kind, who)),
      )
    return changed ? [filled('missing'), filled('foreign')] : [filled(ids)]
  }

  #fill(path: string, parameters: readonly Parameter[], ids: readonly string[]): Filled {
    const places = new Map(parameters.map(({ place }, at) => [place, ids[at]]))
    const segments = path.split('/')
    const filled = segments.map((segment, at) => {
      if (!segment.startsWith('{')) return segment
      const id = places.get(segments.slice(0, at + 1).join('/'))
      return id ?? this.tenants.admin.accountId
    })
    return { path: `/v2${filled.join('/')}`, ids }
  }

  /** The path of a document of Own; `undefined` of what is no document of the account. */
  #documentPath(place: string, id: string): string | undefined {
    if (!place.startsWith('/accounts/') || place.endsWith('{user_id}')) return undefined
    const segments = place.split('/').slice(0, -1)
    const filled = segments.map((segment, at) =>
      segment.startsWith('{')
        ? (this.#own.get(segments.slice(0, at + 1).join('/')) ?? this.tenants.admin.accountId)
        : segment,
    )
    return `/v2${filled.join('/')}/${id}`
  }

  #id({ place, source }: Parameter, kind: string, who: Caller): string {
    if (typeof source === 'object') {
      const name = source.includes(kind) ? kind : source[0]
      return this.#system.get(name ?? '') ?? name ?? ''
    }
    const [own, foreign] = this.#known(place, source, who)
    // As long as a real one, so that nothing but the id can differ.
    return kind === 'own' ? own : kind === 'foreign' ? foreign : `${foreign.slice(0, -12)}${'0'.repeat(12)}`
  }

  /** What the parameter is for the callers, and for others. */
  #known(place: string, source: Parameter['source'], who: Caller): readonly [own: string, foreign: string] {
    const { admin, sibling, child } = this.tenants
    if (place === '/accounts/{account_id}') return [admin.accountId, sibling.accountId]
    if (source === 'tokens') {
      const other = who === 'child' ? sibling : child
      return [this.tenants[who].token ?? 'x'.repeat(40), other.token ?? '']
    }
    const own = this.#system.get(place) ?? this.#own.get(place)
    const foreign = this.#foreign.get(place) ?? this.#own.get(`/accounts/{account_id}${place}`)
    if (own === undefined || foreign === undefined) throw new Error(`there is nothing made for ${place}`)
    return [own, foreign]
  }
}

interface Filled {
  readonly path: string
  readonly ids: readonly string[]
}

function cellOf({ reply, path }: Told): Cell {
  const { status, text } = reply
  const cell = [401, 403, 404, 405].includes(status) ? String(status) : 'ok'
  // A bug is answered so; some refusals that clients know have that status too, and a message of their own.
  const isBug = status === 500 && reply.body['message'] === 'init failed'
  if (status === 429 || isBug || !isCell(cell)) throw new Error(`${path}: ${String(status)} ${text}`)
  return cell
}

/** Headers that differ from answer to answer. */
const ownHeaders = new Set(['date', 'x-request-id', 'keep-alive', 'connection'])

/** An answer without what is the request's own: its id, its time, the ids it named, the caller's tokens left. */
function told({ reply, ids }: Told): string {
  // How many tokens are left may take a digit more or less: that does not count as length either.
  const tokens = /"tokens":\{[^}]*\}/.exec(reply.text)?.[0].length ?? 0
  const headers = [...reply.headers]
    .filter(([name]) => !ownHeaders.has(name))
    .map(([name, value]) => [name, name === 'content-length' ? String(Number(value) - tokens) : value])
  const text = [String(reply.status), JSON.stringify(headers), reply.text].join('\n')
  const anonymous = text
    .replaceAll(reply.headers.get('x-request-id') ?? '\0', 'REQUEST')
    .replaceAll(/"(timestamp|request_id)":"[^"]*"/g, '"$1":""')
    .replaceAll(/"tokens":\{[^}]*\}/g, '"tokens":{}')
    // Encodes the id that was asked for.
    .replaceAll(/"start_key":"[^"]*"/g, '"start_key":""')
  return ids.reduce((rest, id) => rest.replaceAll(id, 'ID'), anonymous)
}

/** Does things a few at a time, in order; gives back what comes of them, in order. */
export async function fewAtATime<In, Out>(
  items: readonly In[],
  one: (item: In) => Promise<Out>,
  atATime = 4,
): Promise<readonly Out[]> {
  const results: Out[] = []
  const queue = items.entries()
  const work = async (): Promise<void> => {
    for (const [at, item] of queue) results[at] = await one(item)
  }
  await Promise.all(Array.from({ length: atATime }, work))
  return results
}
