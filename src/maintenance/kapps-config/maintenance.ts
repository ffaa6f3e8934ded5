import { isJsonObject, type Json } from '../../json.ts'
import type { Services } from '../../modules/declaration/services.ts'
import { termOf } from '../json-terms.ts'
import { defineMaintenance, type MaintenanceFunction } from '../registry.ts'
import { ok, printTerm } from '../terms.ts'
import { settingOf } from './get.ts'
import { keyOf } from './key.ts'
import { storedCategory } from './module.ts'

type ConfigFunction = MaintenanceFunction<Services>

/** The configuration, printed for people and scripts (auth-and-system.md, "kapps_config and friends"). */
export const kappsConfigMaintenance = defineMaintenance<Services>('kapps_config_maintenance', {
  get: printing('Prints a value', false),
  get_pp: printing('Prints a value over several lines', true),
  get_json: printing('Prints an object', false, isJsonObject),
  get_json_pp: printing('Prints an object over several lines', true, isJsonObject),
  get_category: printingCategory('Prints all that is stored of a category', false),
  get_category_pp: printingCategory('Prints all that is stored of a category, over several lines', true),
})

function printing(
  summary: string,
  pretty: boolean,
  wanted: (value: Json) => boolean = () => true,
): ConfigFunction {
  return {
    args: 'CATEGORY KEY',
    summary,
    run: async ([category = ''], io, services) => {
      const value = await settingOf(services, category, keyOf(io.terms[1]))
      io.print(printed(value !== undefined && wanted(value) ? value : undefined, pretty))
      return ok
    },
  }
}

function printingCategory(summary: string, pretty: boolean): ConfigFunction {
  return {
    args: 'CATEGORY',
    summary,
    run: ([id = ''], io, services) => {
      const category = storedCategory(services, id)
      io.print(category ? printed(category, pretty) : 'error: not_found')
      return ok
    },
  }
}

/** Texts without quotes, objects as JSON, all else in term notation. */
function printed(value: Json | undefined, pretty: boolean): string {
  if (typeof value === 'string') return value
  if (value !== undefined && isJsonObject(value)) return JSON.stringify(value, null, pretty ? 2 : 0)
  const texts = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
  return pretty && Array.isArray(value) && texts.length > 0 && texts.length === value.length
    ? texts.join(', ')
    : printTerm(termOf(value))
}
