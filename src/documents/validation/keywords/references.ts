import type { Keyword } from '../compile.ts'

/** The schema and the part of it that a `$ref` names: `caller_id`, `./caller_id`, `file://caller_id#/properties/x`, `#/properties/x`. */
export function reference(text: string, within: string): { readonly name: string; readonly pointer: string } {
  const [document = '', pointer = ''] = text.replace(/^(?:\.\/|file:\/\/)/, '').split('#', 2)
  return { name: document === '' ? within : document.replace(/\.json$/, ''), pointer }
}

// Keywords beside `$ref` are checked too, by their own checks.
const ref: Keyword = (operand, _schema, place) => {
  if (typeof operand !== 'string') return undefined
  const { name, pointer } = reference(operand, place.schema)
  return (value, pass) => {
    const check = pass.schemas.find(name, pointer)
    if (check) check(value, pass)
    else if (pass.schemas.has(name) && !pass.schemas.loaded(name)) pass.missingSchemas.add(name)
    else pass.failSchema({ message: `there is no schema ${operand}`, schema: name })
  }
}

export const referenceKeywords: readonly (readonly [string, Keyword])[] = [['$ref', ref]]
