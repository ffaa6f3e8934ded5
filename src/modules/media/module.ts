import { failed } from '../../failures.ts'
import type { Verb } from '../declaration/context.ts'
import { listing } from '../declaration/listing.ts'
import { csvTypes, jsonTypes, multipartTypes } from '../declaration/media-groups.ts'
import { anywhere, type Module, type Operation } from '../declaration/module.ts'
import { countLanguages, countPrompts, listLanguage, listPrompt } from './groups.ts'
import {
  contentOffers,
  contentTypes,
  descriptionTypes,
  mediaOffers,
  postMedia,
  readContent,
  readMedia,
  uploadContent,
} from './media-content.ts'
import { listingView, mediaDb, mediaDocuments, mediaType } from './media-documents.ts'
import { createMedia, deleteMedia } from './write-media.ts'

/** In an account as its tree allows; the system's own prompts everyone may read, superduper admins change. */
function operation(
  verb: Verb,
  path: string,
  declaration: Omit<Operation, 'verb' | 'path' | 'permission' | 'accountless'>,
): Operation {
  return anywhere(verb, path, {
    ...declaration,
    permission: 'tree',
    accountless: verb === 'GET' ? 'authenticated' : 'superduper',
  })
}

/** Sound files, prompts and spoken texts (media-and-messaging.md, "media"). */
export default {
  name: 'media',
  documents: [mediaDocuments],
  parent: async ({ services, db }, [id]) => {
    if (id === undefined) return undefined
    const media = await services.documents.load(db, id, mediaType)
    return failed(media) ? media : undefined
  },
  operations: [
    operation('GET', '', {
      summary: 'Lists media',
      handle: (context) => listing(context, { db: mediaDb(context), view: listingView }),
    }),
    operation('PUT', '', {
      summary: 'Creates a medium, or has a text spoken',
      schema: 'media',
      handle: createMedia,
    }),
    operation('GET', 'languages', {
      summary: 'Counts media by language',
      handle: countLanguages,
    }),
    operation('GET', 'languages/{language}', {
      summary: 'Lists the media of a language',
      handle: listLanguage,
    }),
    operation('GET', 'prompts', {
      summary: 'Counts the translations of prompts',
      handle: countPrompts,
    }),
    operation('GET', 'prompts/{prompt_id}', {
      summary: 'Lists the translations of a prompt',
      handle: listPrompt,
    }),
    operation('GET', '{id}', {
      summary: 'Gives what is known of a medium, or its content',
      provides: [...descriptionTypes, ...contentTypes],
      offers: mediaOffers,
      handle: readMedia,
    }),
    operation('POST', '{id}', {
      summary: 'Replaces what is known of a medium, or its content',
      schema: 'media',
      accepts: [...jsonTypes, ...multipartTypes, ...csvTypes, ...contentTypes],
      handle: postMedia,
    }),
    operation('DELETE', '{id}', {
      summary: 'Deletes a medium',
      handle: deleteMedia,
    }),
    operation('GET', '{id}/raw', {
      summary: 'Gives the content of a medium',
      provides: contentTypes,
      offers: contentOffers,
      handle: readContent,
    }),
    operation('POST', '{id}/raw', {
      summary: 'Replaces the content of a medium',
      accepts: contentTypes,
      handle: uploadContent,
    }),
  ],
} satisfies Module
