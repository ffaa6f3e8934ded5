import { isTrue } from '../../documents/coercion.ts'
import { isJsonObject, valueAt, type JsonObject } from '../../json.ts'

/**
 * Features that a console keeps for itself in a document's `smartpbx`, each with its own switch: the names of
 * those that are on (accounts-and-pbx.md, "users" 4 and "groups" 4).
 */
export function smartpbxFeatures({ smartpbx }: JsonObject): readonly string[] {
  if (!isJsonObject(smartpbx)) return []
  return Object.keys(smartpbx).filter((name) => isTrue(valueAt(smartpbx, [name, 'enabled'])))
}
