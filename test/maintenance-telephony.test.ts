import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { systemAuthor } from '../src/documents/author.ts'
import type { Client } from './harness/client.ts'
import { entriesOf, fieldsOf, idOf } from './harness/reply.ts'
import { useServer } from './harness/server.ts'
import { supOf } from './harness/sup.ts'

let master: Client
let client: Client
let folder: string
const server = useServer({}, async () => {
  master = await server.masterClient()
  client = await master.subAccount('Caller')
})
const sup = supOf(() => server)

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossbar-prompts-'))
  for (const [name, content] of [
    ['vm-hello.wav', 'hello'],
    ['vm-bye.mp3', 'bye'],
    ['notes.txt', 'none'],
  ] as const)
    await writeFile(join(folder, name), content)
})
after(() => rm(folder, { recursive: true }))

describe('kazoo_media_maintenance', () => {
  it('takes the sound files of a folder as prompts', async () => {
    const { out, code } = await sup('kazoo_media_maintenance', 'import_prompts', folder, 'de-DE')
    assert.equal(code, 0)
    assert.deepEqual(out.split('\n'), [
      `importing prompts from '${folder}' with language 'de-DE'`,
      `importing prompt '${join(folder, 'vm-bye.mp3')}' with language 'de-DE'`,
      "  importing as 'de-de/vm-bye'",
      `  saved metadata about '${join(folder, 'vm-bye.mp3')}'`,
      '  uploaded prompt binary to de-de/vm-bye as vm-bye.mp3',
      `importing prompt '${join(folder, 'vm-hello.wav')}' with language 'de-DE'`,
      "  importing as 'de-de/vm-hello'",
      `  saved metadata about '${join(folder, 'vm-hello.wav')}'`,
      '  uploaded prompt binary to de-de/vm-hello as vm-hello.wav',
      'importing went successfully',
      'ok',
      '',
    ])
    const shown = fieldsOf(await client.get('/v2/media/de-de%2Fvm-hello'))
    assert.deepEqual(
      [shown['prompt_id'], shown['language'], shown['content_type'], shown['content_length']],
      ['vm-hello', 'de-de', 'audio/x-wav', 5],
    )
    const raw = await client.get('/v2/media/de-de%2Fvm-hello/raw')
    assert.deepEqual([raw.status, raw.text], [200, 'hello'])
  })

  it('replaces a prompt by another file of its name', async () => {
    await writeFile(join(folder, 'vm-bye.wav'), 'so long')
    const { out, code } = await sup(
      'kazoo_media_maintenance',
      'import_prompt',
      join(folder, 'vm-bye.wav'),
      'de-de',
    )
    assert.equal(code, 0, out)
    assert.equal((await client.get('/v2/media/de-de%2Fvm-bye/raw')).text, 'so long')
    const usual = await sup('kazoo_media_maintenance', 'import_prompt', join(folder, 'vm-bye.wav'))
    assert.match(usual.out, /importing as 'en-us\/vm-bye'/)
    const missing = await sup('kazoo_media_maintenance', 'import_prompt', join(folder, 'nosuch.wav'))
    assert.deepEqual(missing, {
      out: `failed to open path '${join(folder, 'nosuch.wav')}' for importing: it is not there\n{error,<<"it is not there">>}\n`,
      code: 2,
    })
    const nowhere = await sup('kazoo_media_maintenance', 'import_prompts', join(folder, 'nosuch'))
    assert.match(nowhere.out, /^not a directory, or is inaccessible: /)
    const wrong = await sup('kazoo_media_maintenance', 'import_prompt', join(folder, 'vm-bye.wav'), '../x')
    assert.equal(wrong.code, 2)
  })

  it('sets the language of an account', async () => {
    const { out, code } = await sup(
      'kazoo_media_maintenance',
      'set_account_language',
      client.accountId,
      'de-DE',
    )
    assert.deepEqual(
      [code, out],
      [0, `successfully updated account ${client.accountId}'s language from 'en-us' to 'de-DE'\nok\n`],
    )
    const own = await sup('kapps_account_config', 'get', client.accountId, 'media', 'default_language')
    assert.equal(own.out, '<<"de-de">>\n')
    assert.equal((await sup('kazoo_media_maintenance', 'set_account_language', 'nosuch', 'de-de')).code, 3)
  })

  it('removes media without content', async () => {
    const media = `/v2/accounts/${client.accountId}/media`
    const empty = idOf(await client.put(media, { name: 'Empty' }))
    const full = idOf(await client.put(media, { name: 'Full' }))
    await client.post(`${media}/${full}/raw`, undefined, {
      raw: 'x',
      headers: { 'content-type': 'audio/mpeg' },
    })
    assert.deepEqual(await sup('kazoo_media_maintenance', 'remove_empty_media_docs', client.accountId), {
      out: [
        `found 2 media docs in account ${client.accountId}`,
        `media doc ${empty} has no attachments, removing`,
        `removed media doc ${empty}`,
        `media doc ${full} has attachments, leaving alone`,
        `finished cleaning up empty media docs for account ${client.accountId}`,
        'ok',
        '',
      ].join('\n'),
      code: 0,
    })
    assert.deepEqual(await sup('kazoo_media_maintenance', 'remove_empty_media_docs', master.accountId), {
      out: `no media docs in account ${master.accountId}\nok\n`,
      code: 0,
    })
    const { documents } = server.running.edge.services
    const create = { change: 'create', db: 'system_media', id: 'en-us/empty', type: 'media' } as const
    await documents.writeOne({ ...create, body: { name: 'en-us/empty' } }, systemAuthor)
    assert.deepEqual(await sup('kazoo_media_maintenance', 'remove_empty_media_docs'), {
      out: 'media document en-us/empty has no attachments, removing\n',
      code: 0,
    })
    assert.equal(await documents.find('system_media', 'en-us/empty'), undefined)
    assert.deepEqual(
      entriesOf(await client.get(media)).map(({ id }) => id),
      [full],
    )
    assert.equal((await sup('kazoo_media_maintenance', 'remove_empty_media_docs', 'system_media')).code, 3)
  })
})

describe('callflow_maintenance', () => {
  it('restricts an account to classes of numbers', async () => {
    for (const name of ['caller.test', 'Caller'])
      assert.deepEqual(
        await sup('callflow_maintenance', 'account_set_classifier_deny', 'international', name),
        {
          out: "found account: <<\"Caller\">>  ...  classifier 'international' switched to action 'deny'\nok\n",
          code: 0,
        },
      )
    await sup('callflow_maintenance', 'account_set_classifier_deny', 'toll_us', 'caller.test')
    await sup('callflow_maintenance', 'account_set_classifier_inherit', 'toll_us', 'caller.test')
    const base = `/v2/accounts/${client.accountId}`
    assert.deepEqual(fieldsOf(await client.get(base))['call_restriction'], {
      international: { action: 'deny' },
      toll_us: { action: 'inherit' },
    })
    await client.put(`${base}/devices`, { name: 'Desk', call_restriction: { caribbean: { action: 'deny' } } })
    const trunks = await client.put(`${base}/connectivity`, {
      account: {},
      servers: [{ auth: { auth_user: 'PBX', auth_password: 'canary 1' } }],
      call_restriction: { emergency: { action: 'deny' } },
    })
    assert.equal(trunks.status, 201, trunks.text)
    const { out, code } = await sup('callflow_maintenance', 'list_account_restrictions', 'caller.test')
    assert.equal(code, 0)
    assert.deepEqual(
      out.split('\n').filter((line) => line !== ''),
      [
        'Account level classifiers:',
        'Classifier <<"international">>:\t\t action <<"deny">>',
        'Classifier <<"toll_us">>:\t\t action <<"inherit">>',
        'User level classifiers:',
        'Username: admin',
        'Device level classifiers:',
        'Device: Desk',
        'Classifier <<"caribbean">>:\t\t action <<"deny">>',
        'Trunkstore classifiers:',
        'Trunk: pbx@caller.test',
        'Classifier <<"emergency">>:\t\t action <<"deny">>',
        'ok',
      ],
    )
    const unknown = await sup('callflow_maintenance', 'account_set_classifier_deny', 'nosuch', 'caller.test')
    assert.match(unknown.out, /^Command failed: there is no class nosuch; there are: tollfree_us,/)
    const nobody = await sup('callflow_maintenance', 'list_account_restrictions', 'nosuch.test')
    assert.deepEqual(nobody, { out: 'Command failed: there is no account nosuch.test\n', code: 3 })
  })
})

describe('kazoo_auth_maintenance', () => {
  it('reads keys again, and tokens stay good', async () => {
    for (const name of ['flush', 'flush_private_keys'])
      assert.deepEqual(await sup('kazoo_auth_maintenance', name), { out: 'ok\n', code: 0 })
    assert.equal((await client.get('/v2/token_auth')).status, 200)
    assert.ok((await master.subAccount('After')).token)
  })
})
