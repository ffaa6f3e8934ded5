import assert from 'node:assert/strict'
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { ConversionFailure } from './port.ts'
import { SoxConverter } from './sox.ts'

const conversion = { from: 'oga', to: 'wav', sampleRate: 8_000 }

describe('conversion with SoX', () => {
  let folder: string
  let converters: { working: SoxConverter; failing: SoxConverter; missing: SoxConverter }

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-sox-test-'))
    const program = async (name: string, script: string) => {
      await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`)
      await chmod(join(folder, name), 0o755)
      return new SoxConverter(join(folder, name))
    }
    converters = {
      // Writes down how it was called, and turns its input round.
      working: await program('working', '{ echo "$1 $2 $4 $5 $6 $7"; cat "$3"; } > "$8"'),
      failing: await program('failing', 'echo "cannot read it" >&2; exit 2'),
      missing: new SoxConverter(join(folder, 'missing')),
    }
  })

  after(() => rm(folder, { recursive: true, force: true }))

  it('names formats and rate to the program and hands on what it wrote', async () => {
    const content = Readable.from([Buffer.from('so'), Buffer.from('und')])
    const outcome = await converters.working.convert(content, conversion, text)
    assert.equal(outcome, '-t ogg -r 8000 -t wav\nsound')
  })

  it('gives back what the program says when it fails', async () => {
    const outcome = await converters.failing.convert(Readable.from([Buffer.from('x')]), conversion, text)
    assert.ok(outcome instanceof ConversionFailure)
    assert.equal(outcome.reason, 'cannot read it')
  })

  it('fails where there is no such program', async () => {
    const outcome = await converters.missing.convert(Readable.from([Buffer.from('x')]), conversion, text)
    assert.ok(outcome instanceof ConversionFailure)
    assert.match(outcome.reason, /ENOENT/)
  })

  it('leaves no files behind', async () => {
    const left = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('crossbar-convert-'))
    const before = await left()
    await converters.working.convert(Readable.from([Buffer.from('x')]), conversion, text)
    await assert.rejects(
      converters.working.convert(Readable.from([Buffer.from('x')]), conversion, async () => {
        throw new Error('not taken')
      }),
      /not taken/,
    )
    assert.deepEqual(await left(), before)
  })
})
