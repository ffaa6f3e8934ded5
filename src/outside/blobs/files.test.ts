import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { FileBlobs } from './files.ts'
import { TooLarge } from './port.ts'

/** SHA-256 of "abc" (FIPS 180-4) and of nothing. */
const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const nothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

describe('binary content in files', () => {
  let root = ''
  let folder = ''
  let blobs: FileBlobs

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'crossbar-blobs-'))
    folder = join(root, 'blobs')
    blobs = new FileBlobs(folder)
  })
  afterEach(() => rm(root, { recursive: true }))

  const write = (...pieces: string[]) => blobs.write(Readable.from(pieces.map((piece) => Buffer.from(piece))))
  const read = async (
    digest: string,
    range?: { start: number; end: number },
  ): Promise<string | undefined> => {
    const content = await blobs.open(digest, range)
    return content && (await buffer(content)).toString()
  }
  const digests = async (unchangedForMs?: number): Promise<string[]> => {
    const found: string[] = []
    for await (const digest of blobs.list(unchangedForMs)) found.push(digest)
    return found.sort()
  }
  const leftovers = (): Promise<string[]> => readdir(join(folder, 'temporary'))

  it('content is found by its digest', async () => {
    assert.deepEqual(await write('a', 'bc'), { digest: abc, bytes: 3 })
    assert.equal(await read(abc), 'abc')
    assert.equal(await blobs.size(abc), 3)
    assert.equal(await blobs.has(abc), true)
    assert.equal(await readFile(join(folder, 'ba', '78', abc), 'utf8'), 'abc')
    assert.deepEqual(await leftovers(), [])
  })

  it('empty content is content', async () => {
    assert.deepEqual(await write(), { digest: nothing, bytes: 0 })
    assert.equal(await read(nothing), '')
    assert.equal(await blobs.size(nothing), 0)
  })

  it('folders and files are their owner only', async () => {
    await write('abc')
    for (const name of ['', 'temporary', 'ba', 'ba/78']) {
      assert.equal((await stat(join(folder, name))).mode & 0o777, 0o700, name)
    }
    assert.equal((await stat(join(folder, 'ba', '78', abc))).mode & 0o777, 0o600)
  })

  it('ranges count from 0 and hold both ends', async () => {
    await write('abc')
    assert.equal(await read(abc, { start: 0, end: 0 }), 'a')
    assert.equal(await read(abc, { start: 1, end: 2 }), 'bc')
    assert.equal(await read(abc, { start: 1, end: 99 }), 'bc')
  })

  it('what is not there, or is no digest, is not there', async () => {
    await mkdir(folder)
    await writeFile(join(root, 'secret'), 'x')
    for (const digest of [
      abc,
      '',
      '../secret',
      `../../../${'a'.repeat(55)}`,
      abc.toUpperCase(),
      `${abc}\n`,
    ]) {
      assert.equal(await read(digest), undefined)
      assert.equal(await blobs.size(digest), undefined)
      assert.equal(await blobs.has(digest), false)
      assert.equal(await blobs.verify(digest), 'missing')
      await blobs.remove(digest)
    }
    assert.equal(await readFile(join(root, 'secret'), 'utf8'), 'x')
  })

  it('the same content written twice lies there once', async () => {
    await Promise.all([write('abc'), write('ab', 'c'), write('abc')])
    assert.deepEqual(await digests(), [abc])
    assert.deepEqual(await leftovers(), [])
  })

  it('content may be as long as the limit, and no longer', async () => {
    const source = (): Readable => Readable.from([Buffer.from('ab'), Buffer.from('c')])
    assert.deepEqual(await blobs.write(source(), 3), { digest: abc, bytes: 3 })
    await blobs.remove(abc)
    const refused = await blobs.write(source(), 2)
    assert.ok(refused instanceof TooLarge)
    assert.equal(refused.limitBytes, 2)
    assert.deepEqual(await digests(), [])
    assert.deepEqual(await leftovers(), [])
  })

  it('what is too large is not read further, and its stream is left to its owner', async () => {
    let given = 0
    const endless = new Readable({
      highWaterMark: 1024,
      read() {
        given += 1024
        this.push(Buffer.alloc(1024))
      },
    })
    assert.ok((await blobs.write(endless, 10_000)) instanceof TooLarge)
    assert.ok(given < 20_000)
    assert.equal(endless.destroyed, false)
    endless.destroy()
  })

  it('a stream that fails leaves nothing behind', async () => {
    const failing = new PassThrough()
    failing.write('abc')
    setImmediate(() => failing.destroy(new Error('connection reset')))
    await assert.rejects(blobs.write(failing), /connection reset/)
    const broken = new PassThrough()
    broken.destroy(new Error('broken before'))
    await assert.rejects(blobs.write(broken), /broken before/)
    const cut = new PassThrough()
    cut.write('abc')
    setImmediate(() => cut.destroy())
    await assert.rejects(blobs.write(cut), { code: 'ERR_STREAM_PREMATURE_CLOSE' })
    assert.deepEqual(await digests(), [])
    assert.deepEqual(await leftovers(), [])
  })

  it('a stream of objects is refused', async () => {
    await assert.rejects(blobs.write(Readable.from([{ a: 1 }])), TypeError)
    assert.deepEqual(await leftovers(), [])
  })

  it('much content goes through little memory, unchanged', async () => {
    const piece = randomBytes(64 * 1024)
    const hash = createHash('sha256')
    function* pieces(): Generator<Buffer> {
      for (let n = 0; n < 320; n += 1) {
        hash.update(piece)
        yield piece
      }
    }
    const written = await blobs.write(Readable.from(pieces(), { objectMode: false }))
    assert.deepEqual(written, { digest: hash.digest('hex'), bytes: 20 * 1024 * 1024 })
    assert.ok(!(written instanceof TooLarge))
    assert.equal(await blobs.verify(written.digest), 'sound')
  })

  it('damage is noticed', async () => {
    await write('abc')
    assert.equal(await blobs.verify(abc), 'sound')
    await writeFile(join(folder, 'ba', '78', abc), 'abd')
    assert.equal(await blobs.verify(abc), 'damaged')
    await blobs.remove(abc)
    assert.equal(await blobs.verify(abc), 'missing')
  })

  it('removed content is gone; a stream that reads it goes on', async () => {
    await write('abc')
    const content = await blobs.open(abc)
    await blobs.remove(abc)
    assert.ok(content)
    assert.equal((await buffer(content)).toString(), 'abc')
    assert.equal(await blobs.has(abc), false)
  })

  it('all content is listed, and nothing else', async () => {
    assert.deepEqual(await digests(), [])
    await write('abc')
    await write()
    await writeFile(join(folder, 'ba', 'README'), '')
    await writeFile(join(folder, 'temporary', abc), '')
    assert.deepEqual(await digests(), [abc, nothing])
  })

  it('content written a moment ago can be left out of the list, written again too', async () => {
    await write('abc')
    const place = join(folder, 'ba', '78', abc)
    const hourAgo = new Date(Date.now() - 3_600_000)
    await utimes(place, hourAgo, hourAgo)
    await write()
    assert.deepEqual(await digests(60_000), [abc])
    await write('abc')
    assert.deepEqual(await digests(60_000), [])
  })

  it('old unfinished files are swept, those being written are not', async () => {
    assert.equal(await blobs.sweepTemporary(), 0)
    await write('abc')
    const old = join(folder, 'temporary', 'old')
    await writeFile(old, 'x')
    const hoursAgo = new Date(Date.now() - 7_200_000)
    await utimes(old, hoursAgo, hoursAgo)
    await writeFile(join(folder, 'temporary', 'young'), 'x')
    assert.equal(await blobs.sweepTemporary(), 1)
    assert.deepEqual(await leftovers(), ['young'])
    assert.equal(await blobs.sweepTemporary(0), 1)
    assert.equal(await blobs.has(abc), true)
  })
})
