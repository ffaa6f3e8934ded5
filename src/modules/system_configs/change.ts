import type { Change } from '../../documents/changes.ts'
import { differences, overlay } from '../../documents/layers.ts'
import { configDb, configType } from '../../documents/system-config.ts'
import { answer, badIdentifier, failed, invalid, type Failure } from '../../failures.ts'
import type { JsonObject } from '../../json.ts'
import type { Context } from '../declaration/context.ts'
import { deletedResult, publicPart } from '../declaration/crud-writes.ts'
import { documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { beneath, defaultSection, isSectionName, readCategory } from './category.ts'
import { storedSection, wholeSection, type Category } from './category.ts'
import { sectionId } from './read.ts'
import { checkDocument, checkSection } from './validation.ts'

/** POST and PUT of a category: the sections that differ from what shows through them are stored. */
export async function replaceDocument(context: Context): Promise<Outcome> {
  const category = await readCategory(context.services, context.arg('id'))
  return await changeDocument(context, category, publicPart(context.data))
}

/** PATCH of a category: its sections with the changes made to them. */
export async function patchDocument(context: Context): Promise<Outcome> {
  const category = await readCategory(context.services, context.arg('id'))
  const { sections } = category
  const whole = { ...sections, [defaultSection]: wholeSection(category, sections, defaultSection) }
  return await changeDocument(context, category, overlay(whole, publicPart(context.data)))
}

async function changeDocument(context: Context, category: Category, wanted: JsonObject): Promise<Outcome> {
  if (category.id === '') return badIdentifier(category.id)
  const body = await checkDocument(context.services, category, wanted)
  if (failed(body)) return body
  return intent(() => save(context, category, body), category.document?.rev)
}

/** POST of a section. */
export async function replaceSection(context: Context): Promise<Outcome> {
  const category = await readCategory(context.services, context.arg('id'))
  return await changeSection(context, category, publicPart(context.data))
}

/** PATCH of a section. */
export async function patchSection(context: Context): Promise<Outcome> {
  const category = await readCategory(context.services, context.arg('id'))
  const stored = storedSection(category.sections, context.arg('section'))
  return await changeSection(context, category, overlay(stored, publicPart(context.data)))
}

async function changeSection(context: Context, category: Category, wanted: JsonObject): Promise<Outcome> {
  const name = context.arg('section')
  if (category.id === '' || !isSectionName(name)) return badIdentifier(sectionId(category.id, name))
  const checked = await checkSection(context.services, category.id, wanted)
  if (failed(checked)) return checked
  if (Object.keys(checked.errors).length > 0) return invalid(checked.errors)
  const section = differences(checked.value, beneath(category, category.sections, name))
  const body = withSection(category, name, section)
  return intent(
    () => save(context, category, body, { ...section, id: sectionId(category.id, name) }),
    category.document?.rev,
  )
}

/** DELETE of a category, for good. */
export async function deleteDocument(context: Context): Promise<Outcome> {
  const { id, document } = await readCategory(context.services, context.arg('id'))
  if (!document) return badIdentifier(id)
  return intent(async () => {
    const written = await context.services.documents.write([{ change: 'erase', document }], context.author)
    return failed(written) ? written : deletedResult(document)
  }, document.rev)
}

/** DELETE of a section. */
export async function deleteSection(context: Context): Promise<Outcome> {
  const category = await readCategory(context.services, context.arg('id'))
  const name = context.arg('section')
  if (!category.document) return badIdentifier(category.id)
  if (Object.keys(storedSection(category.sections, name)).length === 0)
    return answer(404, 'bad identifier', [name])
  const body = withSection(category, name, {})
  return intent(
    () => save(context, category, body, { id: sectionId(category.id, name) }),
    category.document.rev,
  )
}

/** The sections with one of them set anew; one with nothing of its own is left out. */
function withSection({ sections }: Category, name: string, section: JsonObject): JsonObject {
  const others = Object.entries(sections).filter(([other]) => other !== name)
  return Object.fromEntries(Object.keys(section).length > 0 ? [...others, [name, section]] : others)
}

async function save(
  context: Context,
  { id, document }: Category,
  body: JsonObject,
  shown?: JsonObject,
): Promise<Result | Failure> {
  const change: Change = document
    ? { change: 'replace', document, body }
    : { change: 'create', db: configDb, id, type: configType, body }
  const written = await context.services.documents.writeOne(change, context.author)
  return failed(written) ? written : documentResult(written, shown)
}
