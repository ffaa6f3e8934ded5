import { inAccount } from '../declaration/module.ts'
import { crud } from '../declaration/crud.ts'
import { audioTypes, jsonTypes, multipartTypes } from '../declaration/media-groups.ts'
import { archiveAudio } from './archive.ts'
import { checkBox, mailboxClaims, prepareBox } from './box-fields.ts'
import { boxSummary, withCounts } from './box-listing.ts'
import { boxType, withoutMessages } from './box.ts'
import { changeMessage, changeMessages } from './change-messages.ts'
import { deleteMessage, deleteMessages } from './delete-messages.ts'
import { listAllMessages, listMessages, readMessage } from './message-listing.ts'
import { messageDocuments } from './message.ts'
import { updateLamps } from './message-waiting.ts'
import { deletionOfMessages } from './messages-of.ts'
import { createMessage } from './new-message.ts'
import { readAudio, replaceAudio } from './raw.ts'

const binaryTypes = ['application/octet-stream', ...audioTypes, ...multipartTypes]
const uploadTypes = [...binaryTypes, ...jsonTypes]

/** Sent whenever a box has addresses to notify, wherever they came from (media-and-messaging.md, "vmboxes" 6). */
const emailWarning = '214 Transformation applied: attribute notify_email_address replaced'

/** Voicemail boxes and the messages left in them (media-and-messaging.md, "vmboxes"). */
export default crud({
  name: 'vmboxes',
  type: boxType,
  schema: 'vmboxes',
  noun: 'voicemail box',
  listing: {
    version: 1,
    key: ({ body }) => body['name'] ?? null,
    entry: boxSummary,
    scope: (context) => ({ map: (rows) => withCounts(context, rows) }),
  },
  unique: mailboxClaims,
  prepare: prepareBox,
  check: checkBox,
  show: (_context, box) => withoutMessages(box),
  besides: (_context, { before, after }) => ({
    ...(hasEntries(after.body['notify_email_addresses']) && { headers: { warning: emailWarning } }),
    ...(before &&
      hasEntries(after.body['messages']) && {
        envelope: {
          message: 'The messages of this voicemail box should be migrated to documents of their own',
        },
      }),
  }),
  also: (context, { verb, id }) => (verb === 'DELETE' ? deletionOfMessages(context, id) : []),
  written: (context, { verb, before }) => {
    if (verb === 'DELETE' && before) updateLamps(context, [before])
  },
  documents: [messageDocuments],
  operations: [
    inAccount('GET', 'messages', {
      summary: 'Lists the messages of all voicemail boxes',
      handle: listAllMessages,
    }),
    inAccount('GET', '{id}/messages', {
      summary: 'Lists the messages of a voicemail box',
      handle: listMessages,
    }),
    inAccount('PUT', '{id}/messages', {
      summary: 'Leaves a message, with its sound or without',
      schema: 'vm_message_metadata',
      accepts: uploadTypes,
      handle: createMessage,
    }),
    inAccount('POST', '{id}/messages', {
      summary: 'Moves messages to another folder or voicemail box, or copies them',
      handle: changeMessages,
    }),
    inAccount('DELETE', '{id}/messages', {
      summary: 'Deletes messages: those named, those of a folder, or all',
      handle: deleteMessages,
    }),
    inAccount('POST', '{id}/messages/raw', {
      summary: 'Gives the sound of several messages as a ZIP file',
      provides: ['application/zip'],
      accepts: [...jsonTypes, ...multipartTypes, 'application/zip'],
      handle: archiveAudio,
    }),
    inAccount('GET', '{id}/messages/{message_id}', {
      summary: 'Gives what is known of a message',
      handle: readMessage,
    }),
    inAccount('POST', '{id}/messages/{message_id}', {
      summary: 'Moves a message to another folder or voicemail box, or copies it',
      handle: changeMessage,
    }),
    inAccount('DELETE', '{id}/messages/{message_id}', {
      summary: 'Deletes a message',
      handle: deleteMessage,
    }),
    inAccount('GET', '{id}/messages/{message_id}/raw', {
      summary: 'Gives the sound of a message',
      provides: binaryTypes,
      handle: readAudio,
    }),
    inAccount('PUT', '{id}/messages/{message_id}/raw', {
      summary: 'Replaces the sound of a message',
      accepts: uploadTypes,
      handle: replaceAudio,
    }),
  ],
})

function hasEntries(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0
}
