import { systemConfigSchema } from '../../documents/account-config.ts'
import { differences, membersOf } from '../../documents/layers.ts'
import { fieldPath } from '../../documents/validation/field-path.ts'
import { failed, type Failure, invalid, type ValidationErrors } from '../../failures.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import { isSchemaName } from '../../schemas/index.ts'
import type { Services } from '../declaration/services.ts'
import { beneath, defaultSection, type Category } from './category.ts'

type Validating = Pick<Services, 'validator'>

/**
 * Checks one section with the schema of its category (any object will do where there is none) and
 * gives it back with its values converted, but without the schema's defaults.
 */
export async function checkSection(
  { validator }: Validating,
  category: string,
  section: JsonObject,
): Promise<{ readonly value: JsonObject; readonly errors: ValidationErrors } | Failure> {
  const schema = systemConfigSchema(category)
  if (!isSchemaName(schema)) return { value: section, errors: {} }
  const checked = await validator.check(schema, section)
  if (failed(checked)) return checked
  return { value: membersOf(checked.value, section), errors: checked.errors }
}

/**
 * Checks a whole document: `default` has to be there and every section to follow the category's schema.
 * Gives back what is to be stored: of each section what differs from what shows through it.
 */
export async function checkDocument(
  services: Validating,
  category: Category,
  body: JsonObject,
): Promise<JsonObject | Failure> {
  let errors: ValidationErrors = Object.hasOwn(body, defaultSection)
    ? {}
    : { [defaultSection]: { required: { message: 'is required', value: defaultSection } } }
  const valid = new Map<string, JsonObject>()
  for (const [name, section] of Object.entries(body)) {
    if (section === undefined) continue
    if (!isJsonObject(section)) {
      const facts = { message: 'must be an object', target: 'object', value: section }
      errors = { ...errors, [fieldPath([name])]: { type: facts } }
      continue
    }
    const checked = await checkSection(services, category.id, section)
    if (failed(checked)) return checked
    errors = { ...errors, ...below(name, checked.errors) }
    valid.set(name, checked.value)
  }
  return Object.keys(errors).length > 0 ? invalid(errors) : whatDiffers(category, Object.fromEntries(valid))
}

/** The sections without what shows through them anyway; those with nothing of their own are left out. */
function whatDiffers(category: Category, sections: Readonly<Record<string, JsonObject>>): JsonObject {
  const own: [string, JsonObject][] = []
  for (const [name, section] of Object.entries(sections)) {
    const different = differences(section, beneath(category, sections, name))
    if (Object.keys(different).length > 0) own.push([name, different])
  }
  return Object.fromEntries(own)
}

/** Errors of a section as errors of the document that holds it. */
function below(section: string, errors: ValidationErrors): ValidationErrors {
  return Object.fromEntries(
    Object.entries(errors).map(([path, error]) => [`${fieldPath([section])}.${path}`, error]),
  )
}
