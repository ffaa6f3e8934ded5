import { isTrue } from '../../documents/coercion.ts'
import type { Document } from '../../documents/document.ts'
import { configDb } from '../../documents/system-config.ts'
import type { View } from '../../documents/types.ts'
import type { Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { listing } from '../declaration/listing.ts'
import { dataResult, documentResult, type Result } from '../declaration/results.ts'
import { defaultSection, readCategory, storedSection, wholeSection } from './category.ts'

/** Ids of the stored categories. */
export const categoryListing: View = {
  name: 'system_configs/crossbar_listing',
  version: 1,
  emit: ({ id }) => [{ key: id, value: id }],
}

/** The ids of all stored categories, in pages. */
export function listCategories(context: Context): Result | Failure {
  return listing(context, { db: configDb, view: categoryListing.name, filters: false })
}

/** The stored sections, the default one with the schema's defaults; `with_defaults`: all of them whole. */
export async function readDocument(context: Context): Promise<Result> {
  const category = await readCategory(context.services, context.arg('id'))
  const { sections } = category
  const whole = withDefaults(context) ? [...Object.keys(sections), defaultSection] : [defaultSection]
  return shown(category.document, {
    ...sections,
    ...Object.fromEntries(whole.map((name) => [name, wholeSection(category, sections, name)])),
    id: category.id,
  })
}

/** What is stored of one section; `with_defaults`: what holds there. */
export async function readSection(context: Context): Promise<Result> {
  const category = await readCategory(context.services, context.arg('id'))
  const name = context.arg('section')
  const section = withDefaults(context)
    ? wholeSection(category, category.sections, name)
    : storedSection(category.sections, name)
  return shown(category.document, { ...section, id: sectionId(category.id, name) })
}

/** Id of a section as answers show it. */
export function sectionId(category: string, section: string): string {
  return `${category}/${section}`
}

function withDefaults(context: Context): boolean {
  return isTrue(context.value('with_defaults'))
}

function shown(document: Document | undefined, data: JsonObject): Result {
  return document ? documentResult(document, data) : dataResult(data)
}
