import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { isJsonObject } from '../src/json.ts'
import { useServer } from './harness/server.ts'

const run = promisify(execFile)

/** A command of the tour and the answer printed below it. */
interface Step {
  readonly command: string
  readonly answer: string | undefined
  readonly language: string | undefined
}

const server = useServer({
  CROSSBAR_MASTER_ACCOUNT: 'Master',
  CROSSBAR_MASTER_REALM: 'master.localhost',
  CROSSBAR_MASTER_USERNAME: 'admin',
  CROSSBAR_MASTER_PASSWORD: 'walk the line',
})

describe('the tour of the README', () => {
  let folder: string | undefined
  after(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true })
  })

  it('gives the answers that are printed there', async () => {
    const steps = stepsOf(await readFile(new URL('../README.md', import.meta.url), 'utf8'))
    assert.ok(steps.length >= 10)
    folder = await mkdtemp(join(tmpdir(), 'crossbar-tour-'))
    const mark = '\u0001next step\u0001'
    const commands = steps.map((step) => step.command.replace('http://127.0.0.1:8000', server.url))
    const { stdout } = await run('bash', ['-euc', commands.join(`\nprintf '${mark}'\n`)], { cwd: folder })
    const outputs = stdout.split(mark)
    for (const [at, { answer, language, command }] of steps.entries()) {
      if (answer === undefined) continue
      const output = outputs[at] ?? ''
      if (language === 'json') resembles(JSON.parse(output), JSON.parse(answer), command)
      else assert.deepEqual(withoutIds(output.trim()), answer.trim(), command)
    }
  })
})

/** Every block of shell commands, with the block of output that follows it before the next one. */
function stepsOf(readme: string): readonly Step[] {
  const blocks = [...readme.matchAll(/^```(sh|json|csv)\n(.*?)^```$/gms)]
  return blocks.flatMap(([, language, text], at) => {
    if (language !== 'sh' || text === undefined) return []
    const next = blocks[at + 1]
    return [{ command: text, answer: next?.[1] === 'sh' ? undefined : next?.[2], language: next?.[1] }]
  })
}

/** Everything printed is in the answer; `…` stands for anything, and the envelope may be cut short. */
function resembles(actual: unknown, printed: unknown, where: string): void {
  if (printed === '…') return
  // The bucket fills again while slow work is done for an answer.
  if (where.endsWith(' tokens remaining')) {
    assert.ok(typeof actual === 'number' && actual > 0 && actual <= 100, `${where}: ${String(actual)}`)
    return
  }
  if (Array.isArray(printed)) {
    assert.ok(
      Array.isArray(actual) && actual.length === printed.length,
      `${where}: ${JSON.stringify(actual)}`,
    )
    for (const [at, each] of printed.entries()) resembles(actual[at], each, `${where}[${String(at)}]`)
    return
  }
  if (!isJsonObject(printed)) {
    assert.deepEqual(actual, printed, where)
    return
  }
  assert.ok(isJsonObject(actual), `${where}: ${JSON.stringify(actual)}`)
  for (const [key, value] of Object.entries(printed)) resembles(actual[key], value, `${where} ${key}`)
  // The data themselves are printed whole.
  if (!('data' in printed))
    assert.deepEqual(Object.keys(actual).toSorted(), Object.keys(printed).toSorted(), where)
}

function withoutIds(text: string): string {
  return text.replaceAll(/"[0-9a-f]{32}"/g, '"…"')
}
