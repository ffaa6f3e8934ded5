import { configType } from '../../documents/system-config.ts'
import { anywhere, type Module } from '../declaration/module.ts'
import { categoryListing, listCategories, readDocument, readSection } from './read.ts'
import { deleteDocument, deleteSection, patchDocument, patchSection } from './change.ts'
import { replaceDocument, replaceSection } from './change.ts'

const forOperators = { accountless: 'superduper' } as const

/**
 * The configuration of the whole system: a document a category, with sections for everyone
 * (`default`), for zones and for nodes (auth-and-system.md, "system_configs").
 */
export default {
  name: 'system_configs',
  documents: [{ type: configType, views: [categoryListing] }],
  operations: [
    anywhere('GET', '', {
      ...forOperators,
      summary: 'Lists the categories that have settings of their own',
      handle: listCategories,
    }),
    anywhere('GET', '{id}', {
      ...forOperators,
      summary: 'Gives the settings of a category by section',
      handle: readDocument,
    }),
    anywhere('PUT', '{id}', {
      ...forOperators,
      summary: 'Sets all sections of a category',
      schema: 'system_configs',
      handle: replaceDocument,
    }),
    anywhere('POST', '{id}', {
      ...forOperators,
      summary: 'Sets all sections of a category',
      schema: 'system_configs',
      handle: replaceDocument,
    }),
    anywhere('PATCH', '{id}', {
      ...forOperators,
      summary: 'Changes some settings of a category',
      schema: 'system_configs',
      handle: patchDocument,
    }),
    anywhere('DELETE', '{id}', {
      ...forOperators,
      summary: 'Takes all settings of a category back to their defaults',
      handle: deleteDocument,
    }),
    anywhere('GET', '{id}/{section}', {
      ...forOperators,
      summary: 'Gives one section: that of a node, of a zone, or the default one',
      handle: readSection,
    }),
    anywhere('POST', '{id}/{section}', {
      ...forOperators,
      summary: 'Sets one section',
      handle: replaceSection,
    }),
    anywhere('PATCH', '{id}/{section}', {
      ...forOperators,
      summary: 'Changes some settings of one section',
      handle: patchSection,
    }),
    anywhere('DELETE', '{id}/{section}', {
      ...forOperators,
      summary: 'Removes one section',
      handle: deleteSection,
    }),
  ],
} satisfies Module
