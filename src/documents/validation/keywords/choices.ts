import { isJsonObject, type Json } from '../../../json.ts'
import { canonical, isList } from '../canonical.ts'
import type { Compile, Keyword, Place } from '../compile.ts'
import type { Check } from '../pass.ts'

const fitsNone = 'fits none of the allowed forms'
const fitsSeveral = 'fits more than one of the allowed forms'

const choice: Keyword = (operand) => {
  if (!isList(operand)) return undefined
  const words = operand.map((each) => (typeof each === 'string' ? each : JSON.stringify(each)))
  const message = `must be one of: ${words.join(', ')}`
  const contains = oneAmong(operand)
  return (value, pass) => {
    if (!contains(value)) pass.fail('enum', { message, target: operand, value })
  }
}

// Texts and numbers, which is all the schemas list, are compared as they are.
function oneAmong(values: readonly Json[]): (value: Json) => boolean {
  if (values.every((each) => typeof each !== 'object')) {
    const plain: ReadonlySet<Json> = new Set(values)
    return (value) => plain.has(value)
  }
  const texts = new Set(values.map(canonical))
  return (value) => texts.has(canonical(value))
}

const oneOf: Keyword = (operand, _schema, place, compile) => {
  const branches = branchesOf(operand, place, compile)
  return (value, pass) => {
    const fitting = branches.flatMap((branch) => {
      const insertions = pass.attempt(branch, value)
      return insertions ? [insertions] : []
    })
    const [only = []] = fitting
    if (fitting.length === 1) pass.keep(only)
    else pass.fail('not_one_schema_valid', { message: fitting.length === 0 ? fitsNone : fitsSeveral, value })
  }
}

const anyOf: Keyword = (operand, _schema, place, compile) => {
  const branches = branchesOf(operand, place, compile)
  return (value, pass) => {
    for (const branch of branches) {
      const insertions = pass.attempt(branch, value)
      if (!insertions) continue
      pass.keep(insertions)
      return
    }
    pass.fail('any_schemas_not_valid', { message: fitsNone, value })
  }
}

function branchesOf(operand: Json, place: Place, compile: Compile): readonly Check[] {
  return isList(operand) ? operand.filter(isJsonObject).map((branch) => compile(branch, place)) : []
}

export const choiceKeywords: readonly (readonly [string, Keyword])[] = [
  ['enum', choice],
  ['oneOf', oneOf],
  ['anyOf', anyOf],
]
