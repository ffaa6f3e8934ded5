import { isJsonObject } from '../../../json.ts'
import type { Check } from '../pass.ts'

/** Families of actions; the schema of an action is `<family>.<module>`. */
export type ActionFamily = 'callflows' | 'metaflows'

/** The module of an action must be one that has a schema. */
export function actionModule(family: ActionFamily): Check {
  return (value, pass) => {
    if (typeof value === 'string' && !pass.schemas.has(`${family}.${value}`))
      pass.fail('error', { message: `there is no module ${value} for ${family}`, value })
  }
}

/**
 * The data of an action must fit its module's schema, defaults included; errors stand
 * under the path of the data (`flow.children._.data.id`). Data of an unknown module is
 * not checked: the module's own error says enough.
 */
export function actionData(family: ActionFamily): Check {
  return (value, pass) => {
    const action = pass.holder
    const module = isJsonObject(action) && Object.hasOwn(action, 'module') ? action['module'] : undefined
    if (typeof module !== 'string') return
    const name = `${family}.${module}`
    const check = pass.schemas.find(name)
    if (check) check(value, pass)
    else if (pass.schemas.has(name)) pass.missingSchemas.add(name)
  }
}
