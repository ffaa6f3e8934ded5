import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { generatedPages } from '../scripts/docs/pages.ts'

describe('the pages made from the program', () => {
  for (const [name, text] of generatedPages())
    it(`docs/${name} is as \`npm run docs\` writes it`, async () => {
      assert.equal(await readFile(new URL(`../docs/${name}`, import.meta.url), 'utf8'), text)
    })

  it('tell every operation and every setting', () => {
    const pages = generatedPages()
    const permissions = pages.get('permissions.md') ?? ''
    const settings = pages.get('settings.md') ?? ''
    for (const row of [
      '| GET | `/v2/system_configs/{id}` | superduper admins | Gives the settings of a category by section |',
      '| PUT | `/v2/accounts/{account_id}/menus` | the tree | Creates a menu |',
      '| GET | `/v2/schemas` | everyone | Lists the names of all schemas |',
      '| GET | `/v2/accounts/{account_id}` | the tree | Gives an account |',
    ])
      assert.ok(permissions.split('\n').includes(row), row)
    assert.ok(
      settings
        .split('\n')
        .includes(
          '| `CROSSBAR_PORT` | `--port` | a port number from 0 to 65535 (0: any free port) | `8000` | TCP port to listen on. |',
        ),
    )
    assert.match(settings, /^\| `CROSSBAR_MASTER_PASSWORD` .* unset \| .* Secret\. \|$/m)
  })
})
