import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { request, type IncomingHttpHeaders } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { magicSegment } from '../../src/http/magic-path.ts'
import { UiUnusable } from '../../src/http/ui/folder.ts'
import { TestServer } from '../harness/server.ts'

interface Answered {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

describe('files beside the API', () => {
  let folder: string
  let server: TestServer
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossbar-ui-'))
    const ui = join(folder, 'ui')
    await mkdir(join(ui, 'apps', '.git'), { recursive: true })
    await mkdir(join(ui, 'bare'))
    await mkdir(join(ui, 'v2'))
    const files: Readonly<Record<string, string>> = {
      'ui/index.html': '<h1>Console</h1>',
      'ui/apps/index.html': '<h1>Apps</h1>',
      'ui/apps/main.js': 'const answer = 42',
      'ui/apps/.git/config': 'hidden',
      'ui/.env': 'hidden',
      'ui/style.css': 'a{}',
      'ui/logo.svg': '<svg/>',
      'ui/data.json': '{}',
      'ui/sound.mp3': 'sound',
      'ui/name with ä %20.txt': 'odd',
      'ui/a..b.txt': 'dots',
      'ui/metrics': 'not served',
      'ui/v2/index.html': 'not served',
      'ui/v2ray.txt': 'served',
      'secret.txt': 'secret',
    }
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
    await symlink(join(folder, 'secret.txt'), join(ui, 'link.txt'))
    await symlink('..', join(ui, 'up'))
    await symlink('.env', join(ui, 'env.txt'))
    await symlink('apps/main.js', join(ui, 'main.js'))
    await symlink('loop', join(ui, 'loop'))
    server = new TestServer({ CROSSBAR_UI: ui, CROSSBAR_METRICS: 'off' })
    await server.start()
  })
  after(async () => {
    await server.remove()
    await rm(folder, { recursive: true })
  })

  /** Asks for exactly this path, which other clients would tidy up. */
  function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(server.url)
      const sent = request({ hostname, port, path, method, headers }, (response) => {
        text(response).then((body) => {
          resolve({ status: response.statusCode, headers: response.headers, body })
        }, reject)
      })
      sent.on('error', reject)
      sent.end()
    })
  }

  it('come with their types, and a page for each folder', async () => {
    const types: Readonly<Record<string, string>> = {
      '/': 'text/html; charset=utf-8',
      '/?a=/../b': 'text/html; charset=utf-8',
      '/index.html': 'text/html; charset=utf-8',
      '/apps/': 'text/html; charset=utf-8',
      '/apps/main.js': 'text/javascript; charset=utf-8',
      '/main.js': 'text/javascript; charset=utf-8',
      '/style.css': 'text/css; charset=utf-8',
      '/logo.svg': 'image/svg+xml',
      '/data.json': 'application/json; charset=utf-8',
      '/sound.mp3': 'audio/mpeg',
      '/a..b.txt': 'text/plain; charset=utf-8',
      '/name%20with%20%C3%A4%20%2520.txt': 'text/plain; charset=utf-8',
      '/v2ray.txt': 'text/plain; charset=utf-8',
    }
    for (const [path, type] of Object.entries(types)) {
      const { status, headers } = await ask(path)
      assert.deepEqual([status, headers['content-type']], [200, type], path)
      assert.equal(headers['x-content-type-options'], 'nosniff')
    }
    assert.equal((await ask('/')).body, '<h1>Console</h1>')
    assert.equal((await ask('/apps/')).body, '<h1>Apps</h1>')
    assert.equal((await ask('/name%20with%20%C3%A4%20%2520.txt')).body, 'odd')
    const redirected = await ask('/apps')
    assert.deepEqual([redirected.status, redirected.headers.location], [301, '/apps/'])
  })

  it('are sent once, in parts, or as a head alone', async () => {
    const first = await ask('/apps/main.js')
    const { etag, 'last-modified': modified } = first.headers
    assert.ok(etag !== undefined && modified !== undefined)
    assert.equal(first.headers['cache-control'], 'public, max-age=0')
    const again = await ask('/apps/main.js', { 'if-none-match': etag })
    assert.deepEqual([again.status, again.body, again.headers.etag], [304, '', etag])
    assert.equal((await ask('/apps/main.js', { 'if-modified-since': modified })).status, 304)
    assert.equal((await ask('/apps/main.js', { 'if-none-match': '"other"' })).status, 200)
    assert.equal((await ask('/apps/main.js', { 'if-match': '"other"' })).status, 412)
    const part = await ask('/apps/main.js', { range: 'bytes=6-11' })
    assert.deepEqual(
      [part.status, part.body, part.headers['content-range']],
      [206, 'answer', 'bytes 6-11/17'],
    )
    const beyond = await ask('/apps/main.js', { range: 'bytes=99-' })
    assert.deepEqual([beyond.status, beyond.headers['content-range']], [416, 'bytes */17'])
    const head = await ask('/apps/main.js', {}, 'HEAD')
    assert.deepEqual([head.status, head.headers['content-length'], head.body], [200, '17', ''])
  })

  it('that are not there are not found, and folders are not listed', async () => {
    for (const path of [
      '/nosuch',
      '/bare',
      '/bare/',
      '/index.html/',
      '/index.html/x',
      '/apps/main.js/',
      `/${'x'.repeat(5000)}`,
    ]) {
      const { status, body } = await ask(path)
      assert.deepEqual([status, body], [404, 'not found\n'], path)
    }
  })

  it('never lie outside of the folder, nor are they hidden ones', async () => {
    const hostile = [
      '/../secret.txt',
      '/apps/../../secret.txt',
      '/apps/..',
      '/..',
      '/.',
      '/./index.html',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/..%2fsecret.txt',
      '/..%5csecret.txt',
      '/..\\secret.txt',
      '/apps%2fmain.js',
      '/apps%2Fmain.js',
      '/%252e%252e/secret.txt',
      '/..%c0%afsecret.txt',
      '/index.html%00',
      '/index.html%00.png',
      '/%',
      '/%zz',
      '/%ff',
      '//index.html',
      '//evil.test/apps',
      '/apps//main.js',
      '/.env',
      '/%2eenv',
      '/apps/.git/config',
      '/apps/.git/',
      '/link.txt',
      '/up/secret.txt',
      '/up/',
      '/env.txt',
      '/loop',
      `/${join(folder, 'secret.txt')}`,
      '/~root',
      '/C:/secret.txt',
    ]
    for (const path of hostile) {
      const { status, body, headers } = await ask(path)
      assert.deepEqual([status, body, headers.location], [404, 'not found\n', undefined], path)
    }
  })

  it('leave the API and what is for operators alone', async () => {
    assert.equal((await ask('/v2')).status, 401)
    assert.equal((await ask('/v2/')).status, 401)
    assert.equal((await ask('/v1/accounts')).status, 410)
    assert.equal((await ask('/v2/about')).status, 401)
    assert.equal((await ask('/v2/schemas/menus')).status, 200)
    assert.equal((await ask('/healthz')).body, 'ok\n')
    assert.equal((await ask('/readyz')).body, 'ready\n')
    assert.match((await ask('/metrics')).body, /The API answers below \/v2/)
    const magic = magicSegment(`/v2/accounts/${'0'.repeat(32)}/vmboxes/1/messages/2/raw`)
    assert.equal((await ask(`/x/${magic}`)).headers['content-type'], 'application/json')
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status, headers } = await ask('/', {}, method)
      assert.deepEqual([status, headers.allow], [405, 'GET, HEAD'])
    }
  })

  it('need a folder', async () => {
    const nowhere = join(folder, 'nosuch')
    const other = new TestServer({ CROSSBAR_UI: nowhere })
    try {
      await assert.rejects(
        other.start(),
        (error) =>
          error instanceof UiUnusable &&
          error.message ===
            `there is no folder ${nowhere} to serve files of; it is named by --ui or CROSSBAR_UI`,
      )
    } finally {
      await other.remove()
    }
  })
})

describe('without a folder of files', () => {
  const server = new TestServer()
  before(() => server.start())
  after(() => server.remove())

  it('everything outside of the API tells where that is', async () => {
    const reply = await fetch(`${server.url}/index.html`)
    assert.deepEqual([reply.status, (await reply.text()).includes('below /v2')], [200, true])
  })
})
