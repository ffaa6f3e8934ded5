import { systemAuthor } from '../../documents/author.ts'
import { failed } from '../../failures.ts'
import type { Json } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { isSectionName } from '../../modules/system_configs/category.ts'
import { type MaintenanceIo, type MaintenanceValue, Refused } from '../registry.ts'
import { document, okWith } from '../terms.ts'

/** Where a setting is written. */
export interface SettingPlace {
  readonly category: string
  readonly section: string
  readonly key: string
}

/**
 * Writes a setting unless the configuration is locked, and gives back the category as it is then:
 * `{ok,Document}`.
 */
export async function writeSetting(
  { config }: Services,
  io: MaintenanceIo,
  { category, section, key }: SettingPlace,
  value: Json,
): Promise<MaintenanceValue> {
  if (category === '' || key === '' || !isSectionName(section))
    return new Refused('category, key and node have to be names')
  if (config.locked) {
    io.print("the system configuration is locked: nothing was written (see 'kapps_config lock_db')")
    return okWith(document({ ...config.category(category), id: category }))
  }
  const written = await config.set(category, section, key, value, systemAuthor)
  if (failed(written)) return new Refused(`${category} changes too often to be written`)
  return okWith(document(written.shown))
}

/** The section that `set` writes to: that of the node if it has the key already, else the default one. */
export function sectionFor(services: Services, category: string, key: string, node: string): string {
  return services.config.sectionValue(category, node, key) === undefined ? 'default' : node
}
