import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { isPrivateKey } from '../../documents/patch.ts'
import { failed } from '../../failures.ts'
import { isJsonObject, type Json, type JsonObject, valueAt } from '../../json.ts'
import { masterApps } from '../../modules/apps_store/catalogue.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { jsonOf } from '../json-terms.ts'
import { printParagraph } from '../crossbar-maintenance/paragraph.ts'
import { type MaintenanceFunction, type MaintenanceIo, NoReturn, Refused } from '../registry.ts'
import { failedTerm, ok } from '../terms.ts'
import { readNamed } from './folder.ts'
import { isImageName, mostImageBytes, readImages } from './images.ts'
import { loadApp, loadApps, type Loading } from './load.ts'
import { appNamed, appWithId, printApp, saveApp } from './stored.ts'

type AppFunction = MaintenanceFunction<Services>

/** Language whose texts are set where none is named. */
const language = 'en-US'

/** Fields that a refresh brings up to date, unless `crossbar.refresh_app_keys` names others. */
const refreshKeys = 'name i18n tags author version license price icon screenshots api_url phase'.split(' ')

/** Functions of `crossbar_maintenance` on the applications of web consoles (auth-and-system.md, "crossbar_maintenance"). */
export const appFunctions: Readonly<Record<string, AppFunction>> = {
  init_apps: loadingAll(
    'Loads every application below a folder; of those that are there, sets the API_URL',
    init,
  ),
  init_app: loadingOne('Loads an application from its folder; of one that is there, sets the API_URL', init),
  refresh_apps: loadingAll(
    'Loads every application below a folder, bringing up to date those that are there',
    refresh,
  ),
  refresh_app: loadingOne('Loads an application from its folder, or brings it up to date', refresh),
  apps: {
    args: '',
    summary: 'Shows the applications',
    run: async (_args, io, services) => {
      for (const { id } of await masterApps(services)) {
        const app = await appWithId(services, id)
        if (app) printApp(io, app)
      }
      return new NoReturn()
    },
  },
  app: {
    args: 'NAME_OR_ID',
    summary: 'Shows an application',
    run: ([nameOrId = ''], io, services) => show(services, io, nameOrId),
  },
  set_app_field: {
    args: 'APP_ID FIELD VALUE',
    summary: 'Sets a field of an application',
    run: ([id = '', field = '', text = ''], io, services) =>
      set(services, io, id, [field], jsonOf(io.terms[2] ?? text) ?? text),
  },
  set_app_label: settingText('LABEL', 'Sets what an application is called on pages', 'label'),
  set_app_description: settingText('DESCRIPTION', 'Sets the description of an application', 'description'),
  set_app_extended_description: settingText(
    'DESCRIPTION',
    'Sets the long description of an application',
    'extended_description',
  ),
  set_app_features: {
    args: 'APP_ID FEATURES',
    summary: 'Sets the features of an application, separated by @',
    run: ([id = '', features = ''], io, services) =>
      set(
        services,
        io,
        id,
        ['i18n', language, 'features'],
        features.split('@').filter((feature) => feature !== ''),
      ),
  },
  set_app_icon: {
    args: 'APP_ID FILE',
    summary: 'Sets the icon of an application',
    run: ([id = '', file = ''], io, services) => setImages(services, io, id, 'icon', [path.resolve(file)]),
  },
  set_app_screenshots: {
    args: 'APP_ID FOLDER',
    summary: 'Sets the pictures that show an application: all of a folder, by their names',
    run: async ([id = '', folder = ''], io, services) => {
      const names = await readdir(path.resolve(folder)).catch(() => undefined)
      if (!names) return new Refused(`${folder} cannot be read`)
      const files = names.filter(isImageName).toSorted()
      return await setImages(
        services,
        io,
        id,
        'screenshots',
        files.map((name) => path.resolve(folder, name)),
      )
    },
  },
}

function init(_services: Services, apiUrl: string | undefined): Loading {
  return { verb: 'init', apiUrl, keys: ['api_url'] }
}

function refresh({ config }: Services, apiUrl: string | undefined): Loading {
  const keys = config.value('crossbar', 'refresh_app_keys')
  return {
    verb: 'refresh',
    apiUrl,
    keys: Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : refreshKeys,
  }
}

function loadingAll(summary: string, loading: typeof refresh): AppFunction {
  return {
    args: 'FOLDER [API_URL]',
    summary,
    run: async ([folder = '', apiUrl], io, services) => {
      await loadApps(services, io, folder, loading(services, apiUrl))
      return ok
    },
  }
}

function loadingOne(summary: string, loading: typeof refresh): AppFunction {
  return {
    args: 'FOLDER [API_URL]',
    summary,
    run: async ([folder = '', apiUrl], io, services) =>
      (await loadApp(services, io, path.resolve(folder), loading(services, apiUrl)))
        ? new NoReturn()
        : failedTerm,
  }
}

function settingText(argument: string, summary: string, field: string): AppFunction {
  return {
    args: `APP_ID ${argument}`,
    summary,
    run: ([id = '', text = ''], io, services) => set(services, io, id, ['i18n', language, field], text),
  }
}

async function show(services: Services, io: MaintenanceIo, nameOrId: string): Promise<NoReturn> {
  const app = (await appNamed(services, nameOrId)) ?? (await appWithId(services, nameOrId))
  if (app) printApp(io, app)
  else io.print('unknown app')
  return new NoReturn()
}

/** Sets one value. Private fields stay as they are; what the schema does not allow is refused. */
async function set(
  services: Services,
  io: MaintenanceIo,
  id: string,
  steps: readonly string[],
  value: Json,
): Promise<NoReturn | Refused> {
  const [field = ''] = steps
  if (isPrivateKey(field) || field === 'id' || field === '') return new NoReturn()
  const app = await appWithId(services, id)
  if (!app) return new Refused(`updating ${id} failed: not_found`)
  const checked = await services.validator.check('app', withValue(app.body, steps, value))
  if (failed(checked)) return new Refused(`updating ${id} failed`)
  // What else is amiss was so before.
  const faults = Object.entries(checked.errors).filter(([key]) => key === steps.join('.'))
  if (faults.length > 0)
    return new Refused(`updating ${id} failed: ${JSON.stringify(Object.fromEntries(faults))}`)
  const cast = valueAt(checked.value, steps) ?? value
  const saved = await saveApp(services, app, withValue(app.body, steps, cast))
  return failed(saved) ? new Refused(`updating ${id} failed: conflict`) : await show(services, io, id)
}

async function setImages(
  services: Services,
  io: MaintenanceIo,
  id: string,
  kind: 'icon' | 'screenshots',
  files: readonly string[],
): Promise<NoReturn | Refused> {
  const app = await appWithId(services, id)
  if (!app) return new Refused(`updating ${id} failed: not_found`)
  io.print('Processing...')
  const places = new Map(files.map((file) => [path.basename(file), file]))
  const images = await readImages(io, kind, id, [...places.keys()], (name) =>
    readNamed(places.get(name) ?? '', mostImageBytes),
  )
  if (images.length === 0) return new NoReturn()
  const names = images.map(({ name }) => name)
  const [first = ''] = names
  const saved = await saveApp(services, app, { ...app.body, [kind]: kind === 'icon' ? first : names }, images)
  if (failed(saved)) return new Refused(`updating ${id} failed: conflict`)
  for (const name of names) printParagraph(io, `   saved ${name} to ${id}`)
  return await show(services, io, id)
}

function withValue(object: JsonObject, [step = '', ...rest]: readonly string[], value: Json): JsonObject {
  const inner = Object.hasOwn(object, step) ? object[step] : undefined
  const changed = rest.length === 0 ? value : withValue(isJsonObject(inner) ? inner : {}, rest, value)
  return Object.fromEntries([...Object.entries(object), [step, changed]])
}
