import { PassThrough } from 'node:stream'
import { once } from 'node:events'
import { isJsonObject, type JsonObject } from '../../json.ts'
import { TooLarge, type Blobs, type StagedBlob } from '../../outside/blobs/port.ts'
import type { Incoming } from '../loader.ts'

/** Takes contents of attachments from base64, as they come, to the blob store. */
export class ContentTaker {
  readonly #blobs: Blobs
  #stream: PassThrough | undefined
  #staging: Promise<StagedBlob | TooLarge> | undefined
  /** Digits that wait for the rest of their group. */
  #rest = ''
  #state: 'digits' | 'padded' | 'broken' = 'digits'
  #staged: (StagedBlob | undefined)[] = []

  constructor(blobs: Blobs) {
    this.#blobs = blobs
  }

  /** Takes a piece; an end that is no whole group of four digits waits for the next. */
  async take(base64: Buffer): Promise<void> {
    const stream = this.#begin()
    const text = this.#rest + base64.toString('latin1')
    const whole = text.length - (text.length % 4)
    this.#rest = text.slice(whole)
    const bytes = this.#decoded(text.slice(0, whole))
    if (bytes.length > 0 && !stream.write(bytes)) await Promise.race([once(stream, 'drain'), this.#staging])
  }

  /** Ends one content. */
  async end(): Promise<void> {
    const stream = this.#begin()
    // Its padding may be left out.
    const rest = this.#rest.length === 1 ? '*' : this.#rest.padEnd(this.#rest === '' ? 0 : 4, '=')
    stream.end(this.#decoded(rest))
    const staged = await this.#staging
    const sound = this.#state !== 'broken'
    this.#stream = undefined
    this.#staging = undefined
    this.#rest = ''
    this.#state = 'digits'
    if (!staged || staged instanceof TooLarge) throw new Error('content without a limit is too long')
    if (!sound) await staged.discard()
    this.#staged.push(sound ? staged : undefined)
  }

  /**
   * The contents since it was last asked, in order; `undefined` in place of what is not base64. Each is to be kept or
   * discarded.
   */
  taken(): readonly (StagedBlob | undefined)[] {
    const staged = this.#staged
    this.#staged = []
    return staged
  }

  /** Throws away what was taken and not asked for. */
  async abandon(): Promise<void> {
    if (this.#stream) {
      const staging = this.#staging?.catch(() => undefined)
      this.#stream.destroy(new Error('the file ends within an attachment'))
      await staging
    }
    for (const staged of this.taken()) await staged?.discard()
  }

  /** Decodes whole groups. Node.js passes over what is no base64, which would make other content of it. */
  #decoded(groups: string): Buffer {
    if (groups === '' || this.#state === 'broken') return Buffer.alloc(0)
    if (this.#state === 'padded' || !/^[A-Za-z0-9+/]*={0,2}$/.test(groups)) {
      this.#state = 'broken'
      return Buffer.alloc(0)
    }
    if (groups.endsWith('=')) this.#state = 'padded'
    return Buffer.from(groups, 'base64')
  }

  #begin(): PassThrough {
    if (this.#stream) return this.#stream
    this.#stream = new PassThrough()
    // What is wrong with it the staging tells; once that has failed, nobody else listens.
    this.#stream.on('error', () => undefined)
    this.#staging = this.#blobs.stage(this.#stream)
    this.#staging.catch(() => undefined)
    return this.#stream
  }
}

/** What `_attachments` of a document describes, with the contents that came with the row; a text says what is wrong. */
export function attachmentsOf(
  document: JsonObject,
  contents: readonly (StagedBlob | undefined)[],
  created: number,
): Incoming['attachments'] | string {
  const described = document['_attachments']
  if (described === undefined) return []
  if (!isJsonObject(described)) return 'its _attachments are no object'
  const found: Incoming['attachments'][number][] = []
  for (const [name, stub] of Object.entries(described)) {
    const { content_type: contentType, data } = isJsonObject(stub) ? stub : {}
    const number = typeof data === 'string' && /^\d+$/.test(data) ? Number(data) : contents.length
    const content = contents[number]
    if (!content && number < contents.length)
      return `the content of its attachment ${JSON.stringify(name)} is not base64`
    if (!content)
      return `its attachment ${JSON.stringify(name)} has no content: the file has to be made with attachments=true`
    found.push({
      name,
      contentType: typeof contentType === 'string' ? contentType : 'application/octet-stream',
      bytes: content.bytes,
      digest: content.digest,
      created,
    })
  }
  return found
}
