import assert from 'node:assert/strict'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { appFields, appFolder, newFolder } from './harness/apps.ts'
import type { Client } from './harness/client.ts'
import { configure } from './harness/config.ts'
import { entriesOf, fieldsOf, textAt } from './harness/reply.ts'
import { useServer } from './harness/server.ts'
import { supOf } from './harness/sup.ts'

let master: Client
let folder: string
const png = Buffer.from('89504e470d0a1a0a', 'hex')
const server = useServer({}, async () => {
  master = await server.masterClient()
  folder = await newFolder()
})
after(() => rm(folder, { recursive: true }))

const sup = supOf(() => server)
const store = (): string => `/v2/accounts/${master.accountId}/apps_store`

async function idOfApp(name: string): Promise<string> {
  const app = entriesOf(await master.get(store())).find((each) => each['name'] === name)
  assert.ok(app, name)
  return textAt(app, 'id')
}

describe('applications in folders', () => {
  it('are loaded with their pictures, which everyone may see', async () => {
    const metadata = appFields('voip', {
      screenshots: ['one.png', 'two.JPG'],
      source_url: 'https://left.out.test/',
      pvt_type: 'account',
      _id: 'mine',
    })
    await appFolder(join(folder, 'first'), 'voip', metadata, {
      'icon/voip.png': png,
      'screenshots/one.png': 'first',
      'screenshots/two.JPG': 'second',
    })
    await appFolder(join(folder, 'first', 'deep'), 'fax', appFields('fax'), { 'icon/fax.png': 'fax' })
    const { out, code } = await sup(
      'crossbar_maintenance',
      'init_apps',
      join(folder, 'first'),
      'https://x.test/v2/',
    )
    assert.equal(code, 0, out)
    const [voip, fax] = [await idOfApp('voip'), await idOfApp('fax')]
    assert.deepEqual(
      out.split('\n').filter((line) => line !== ''),
      [
        `trying to init app from ${join(folder, 'first', 'deep', 'fax')}`,
        ` saved app fax as doc ${fax}`,
        `   saved fax.png to ${fax}`,
        `trying to init app from ${join(folder, 'first', 'voip')}`,
        ` saved app voip as doc ${voip}`,
        `   saved voip.png to ${voip}`,
        `   saved one.png to ${voip}`,
        `   saved two.JPG to ${voip}`,
        'ok',
      ],
    )
    const shown = fieldsOf(await master.get(`${store()}/${voip}`))
    assert.deepEqual(
      [shown['api_url'], shown['source_url'], shown['_id']],
      ['https://x.test/v2/', undefined, undefined],
    )
    const anyone = master.anonymous()
    const icon = await anyone.get(`/v2/apps_store/${voip}/icon`, {
      headers: { accept: 'image/webp,*/*;q=0.8' },
    })
    assert.deepEqual(
      [icon.status, icon.headers.get('content-type'), icon.headers.get('content-disposition'), icon.bytes],
      [200, 'image/png', 'attachment; filename=voip.png', png],
    )
    const second = await anyone.get(`/v2/apps_store/${voip}/screenshot/1`)
    assert.deepEqual([second.headers.get('content-type'), second.text], ['image/jpeg', 'second'])
    assert.equal((await anyone.get(`/v2/apps_store/${voip}/screenshot/2`)).status, 404)
    assert.equal((await master.get(`${store()}/${voip}/screenshot/0`)).text, 'first')
    const part = await anyone.get(`/v2/apps_store/${voip}/screenshot/0`, { headers: { range: 'bytes=1-2' } })
    assert.deepEqual([part.status, part.text], [206, 'ir'])
  })

  it('that are there get a new address, or all that is new', async () => {
    const voip = await idOfApp('voip')
    const metadata = appFields('voip', { version: '2.0', icon: 'new.png', author: 'Somebody Else' })
    const place = await appFolder(join(folder, 'second'), 'voip', metadata, { 'icon/new.png': 'new icon' })
    const init = await sup('crossbar_maintenance', 'init_app', place, 'https://y.test/v2/')
    assert.deepEqual(init, {
      code: 0,
      out: [
        `trying to init app from ${place}`,
        ' app voip already loaded in system',
        ' preparing to update api_url',
        ` updated voip app ${voip} metadata`,
        `   saved new.png to ${voip}`,
        '',
      ].join('\n\n'),
    })
    assert.equal(fieldsOf(await master.get(`${store()}/${voip}`))['version'], '1.0')
    await configure(server, 'crossbar', { refresh_app_keys: ['version', 'icon', 'api_url'] })
    const refresh = await sup('crossbar_maintenance', 'refresh_app', place)
    assert.match(
      refresh.out,
      / preparing to update version\n\n preparing to update icon\n\n not updating api_url, it is unchanged\n/,
    )
    const { version, author, icon, api_url: url } = fieldsOf(await master.get(`${store()}/${voip}`))
    assert.deepEqual([version, author, icon, url], ['2.0', 'Somebody', 'new.png', 'https://y.test/v2/'])
    assert.equal((await master.get(`/v2/apps_store/${voip}/icon`)).text, 'new icon')
    const again = await sup('crossbar_maintenance', 'refresh_apps', join(folder, 'second'))
    assert.match(again.out, new RegExp(` no metadata changes for app ${voip}\n`))
    const kept = await server.running.edge.services.documents.attachments(master.accountId, voip)
    assert.deepEqual(
      kept.map(({ name }) => name),
      ['new.png', 'one.png', 'two.JPG'],
    )
  })

  it('are refused when they are not described as they have to be', async () => {
    const without = await appFolder(folder, 'without', appFields('without', { license: undefined }))
    const wrong = await sup('crossbar_maintenance', 'init_app', without)
    assert.equal(wrong.code, 2)
    assert.match(wrong.out, /\n {2}failed to validate app data .*"license":\{"required"/)
    const broken = await appFolder(folder, 'broken', '{')
    assert.match((await sup('crossbar_maintenance', 'init_app', broken)).out, /app.json is not a JSON object/)
    const nothing = await sup('crossbar_maintenance', 'init_app', join(folder, 'nosuch'))
    assert.match(
      nothing.out,
      / {2}failed to incorporate app because there was no app.json in .*nosuch\/metadata/,
    )
    const none = await sup('crossbar_maintenance', 'init_apps', join(folder, 'nosuch'))
    assert.deepEqual(none, { out: 'ok\n', code: 0 })
  })

  it('never reach files outside of theirs', async () => {
    await writeFile(join(folder, 'secret.png'), 'secret')
    const places = [
      '../../../secret.png',
      join(folder, 'secret.png'),
      '..',
      '.hidden.png',
      'link.png',
      'a\\b.png',
      'file.txt',
    ]
    for (const [at, icon] of places.entries()) {
      const name = `hostile${String(at)}`
      const place = await appFolder(folder, name, appFields(name, { icon, screenshots: [icon] }), {
        'icon/.hidden.png': 'hidden',
        'icon/file.txt': 'text',
      })
      await symlink(join(folder, 'secret.png'), join(place, 'metadata', 'icon', 'link.png'))
      await rm(join(place, 'metadata', 'screenshots'), { recursive: true })
      await symlink(folder, join(place, 'metadata', 'screenshots'))
      const { out } = await sup('crossbar_maintenance', 'init_app', place)
      const id = await idOfApp(name)
      assert.match(out, new RegExp(` {2}failed to (?:find|load) icon in ${id}`), icon)
      assert.match(out, new RegExp(` {2}failed to (?:find|load) screenshots in ${id}`), icon)
      assert.deepEqual(await server.running.edge.services.documents.attachments(master.accountId, id), [])
      assert.equal((await master.get(`/v2/apps_store/${id}/icon`)).status, 404)
    }
  })
})

describe('applications in the system', () => {
  it('are shown', async () => {
    const fax = await idOfApp('fax')
    const lines = [
      'App fax',
      `  id: "${fax}"`,
      '  name: "fax"',
      '  i18n:',
      '    en-US:',
      '      label: "The fax"',
      '      description: "What fax does"',
      '  api_url: "https://x.test/v2/"',
      '',
      '',
    ].join('\n')
    for (const name of ['fax', fax])
      assert.deepEqual(await sup('crossbar_maintenance', 'app', name), { out: lines, code: 0 })
    assert.ok((await sup('crossbar_maintenance', 'apps')).out.startsWith(lines))
    for (const name of ['nosuch', master.accountId])
      assert.deepEqual(await sup('crossbar_maintenance', 'app', name), { out: 'unknown app\n', code: 0 })
  })

  it('are changed field by field', async () => {
    const fax = await idOfApp('fax')
    const set = (name: string, ...words: readonly string[]): ReturnType<typeof sup> =>
      sup('crossbar_maintenance', name, fax, ...words)
    await set('set_app_label', 'Faxes')
    await set('set_app_description', 'Paper, remotely')
    await set('set_app_extended_description', 'Paper, remotely and at length')
    await set('set_app_features', 'send@receive@@print')
    await set('set_app_field', 'published', 'false')
    const shown = await set('set_app_field', 'phase', 'beta')
    assert.equal(shown.code, 0)
    assert.match(shown.out, /^App fax\n(?: .*\n)* {2}phase: "beta"\n/)
    for (const field of ['_id', 'pvt_type', 'pvt_account_id'])
      assert.deepEqual(await set('set_app_field', field, 'x'), { out: '', code: 0 })
    const refused = await set('set_app_field', 'phase', 'gamma')
    assert.equal(refused.code, 3)
    assert.match(refused.out, /^Command failed: updating [0-9a-f]{32} failed: \{"phase":\{"enum":/)
    const missing = await sup('crossbar_maintenance', 'set_app_label', master.accountId, 'No app')
    assert.deepEqual(missing, {
      out: `Command failed: updating ${master.accountId} failed: not_found\n`,
      code: 3,
    })
    const child = await master.subAccount('Child')
    const app = fieldsOf(await child.get(`/v2/accounts/${child.accountId}/apps_store/${fax}`))
    assert.deepEqual(
      [app['i18n'], app['published'], app['phase']],
      [
        {
          'en-US': {
            label: 'Faxes',
            description: 'Paper, remotely',
            extended_description: 'Paper, remotely and at length',
            features: ['send', 'receive', 'print'],
          },
        },
        false,
        'beta',
      ],
    )
  })

  it('get other pictures', async () => {
    const fax = await idOfApp('fax')
    const pictures = join(folder, 'pictures')
    await mkdir(pictures)
    for (const name of ['b.png', 'a.png', 'notes.txt']) await writeFile(join(pictures, name), name)
    const icon = await sup('crossbar_maintenance', 'set_app_icon', fax, join(pictures, 'b.png'))
    assert.ok(icon.out.startsWith(`Processing...\n   saved b.png to ${fax}\n\nApp fax\n`), icon.out)
    assert.equal((await master.get(`/v2/apps_store/${fax}/icon`)).text, 'b.png')
    await sup('crossbar_maintenance', 'set_app_screenshots', fax, pictures)
    assert.equal((await master.get(`/v2/apps_store/${fax}/screenshot/0`)).text, 'a.png')
    assert.equal((await master.get(`/v2/apps_store/${fax}/screenshot/1`)).text, 'b.png')
    const none = await sup('crossbar_maintenance', 'set_app_icon', fax, join(pictures, 'c.png'))
    assert.deepEqual(none, { out: `Processing...\n  failed to find icon in ${fax}\n\n`, code: 0 })
    const text = await sup('crossbar_maintenance', 'set_app_icon', fax, join(pictures, 'notes.txt'))
    assert.match(text.out, /failed to load icon in .*: notes.txt is not a picture/)
    const gone = await sup('crossbar_maintenance', 'set_app_screenshots', fax, join(folder, 'nosuch'))
    assert.equal(gone.code, 3)
  })
})

describe('cb_apps_maintenance', () => {
  it('moves applications out of the account’s document', async () => {
    const child = await master.subAccount('Legacy')
    const base = `/v2/accounts/${child.accountId}`
    await child.patch(base, { apps: { x: { name: 'x' } } })
    const { out, code } = await sup('cb_apps_maintenance', 'migrate', child.accountId)
    assert.equal(code, 2)
    assert.match(out, /^\{ok,\{.*"apps":\{"x":\{"name":"x"\}\}.*\}\}\n$/)
    assert.equal(fieldsOf(await child.get(base))['apps'], undefined)
    const again = await sup('cb_apps_maintenance', 'migrate', child.accountId)
    assert.deepEqual(again, { out: '{error,migrated}\n', code: 2 })
    const missing = await sup('cb_apps_maintenance', 'migrate', '0'.repeat(32))
    assert.deepEqual(missing, { out: '{error,not_found}\n', code: 2 })
  })
})
