import { systemDefaults } from '../../documents/account-config.ts'
import type { Document } from '../../documents/document.ts'
import { overlay } from '../../documents/layers.ts'
import { isPrivateKey } from '../../documents/patch.ts'
import { configDb } from '../../documents/system-config.ts'
import { isJsonObject, type JsonObject } from '../../json.ts'
import type { Services } from '../declaration/services.ts'

/** Name of the section that holds for every node and zone. */
export const defaultSection = 'default'

/** A category of the system configuration. */
export interface Category {
  readonly id: string
  /** What is stored; absent: nothing. */
  readonly document: Document | undefined
  /** What is stored, by section. */
  readonly sections: JsonObject
  /** Defaults of the category's schema; `{}` when it has none. */
  readonly defaults: JsonObject
}

/** Whether a section may have this name: not where the id and private fields of documents stand. */
export function isSectionName(name: string): boolean {
  return name !== '' && name !== 'id' && !isPrivateKey(name)
}

/** Reads a category from the store; one that is not there has no sections. */
export async function readCategory(
  { documents, validator }: Pick<Services, 'documents' | 'validator'>,
  id: string,
): Promise<Category> {
  const document = await documents.find(configDb, id)
  return { id, document, sections: sectionsOf(document?.body), defaults: await systemDefaults(validator, id) }
}

/** The members of a configuration document that are sections: its objects. */
function sectionsOf(body: JsonObject = {}): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, section]) => isJsonObject(section)))
}

/** What is stored of a section; `{}` for none. */
export function storedSection(sections: JsonObject, name: string): JsonObject {
  const section = Object.hasOwn(sections, name) ? sections[name] : undefined
  return isJsonObject(section) ? section : {}
}

/** What shows through a section: the schema's defaults and, for all but the default section, that one. */
export function beneath({ defaults }: Category, sections: JsonObject, name: string): JsonObject {
  return name === defaultSection ? defaults : overlay(defaults, storedSection(sections, defaultSection))
}

/** A section with what shows through it. */
export function wholeSection(category: Category, sections: JsonObject, name: string): JsonObject {
  return overlay(beneath(category, sections, name), storedSection(sections, name))
}
