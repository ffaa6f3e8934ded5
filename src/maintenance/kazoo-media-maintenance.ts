import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { systemAuthor } from '../documents/author.ts'
import type { Change } from '../documents/changes.ts'
import { failed } from '../failures.ts'
import { attach, detachAll } from '../modules/declaration/attachments.ts'
import { contentTypeOfExtension } from '../modules/declaration/file-extensions.ts'
import type { Services } from '../modules/declaration/services.ts'
import { mediaType, systemMediaDb } from '../modules/media/media-documents.ts'
import { TooLarge } from '../outside/blobs/port.ts'
import { FileFault, isPlainName, readNamed } from './apps/folder.ts'
import { databaseId } from './database-id.ts'
import { removeEmptyMediaDocs } from './empty-media.ts'
import { setForAccount } from './kapps-account-config.ts'
import { defineMaintenance, type MaintenanceIo, Refused } from './registry.ts'
import { errorWith, ok, type Term } from './terms.ts'

/** Longest prompt, in bytes. */
const mostPromptBytes = 100 * 1024 * 1024

/** Prompts of the system (auth-and-system.md, "other modules worth offering"). */
export const kazooMediaMaintenance = defineMaintenance<Services>('kazoo_media_maintenance', {
  import_prompts: {
    args: 'FOLDER [LANGUAGE]',
    summary: 'Takes the sound files of a folder, .wav and .mp3, as prompts of the system',
    run: ([folder = '', language], io, services) => importPrompts(services, io, folder, language),
  },
  import_prompt: {
    args: 'FILE [LANGUAGE]',
    summary: 'Takes a sound file as a prompt of the system, named after the file',
    run: async ([file = '', language], io, services) => {
      const fault = await importPrompt(services, io, path.resolve(file), language)
      return fault === undefined ? ok : errorWith(fault)
    },
  },
  set_account_language: {
    args: 'ACCOUNT LANGUAGE',
    summary: 'Sets the language of the prompts an account hears',
    run: async ([account = '', language = ''], io, services) => {
      const accountId = databaseId(account)
      if (!(await services.accounts.find(accountId))) return new Refused(`there is no account ${account}`)
      const { default_language: before } = await services.accountConfig.effective(accountId, 'media')
      const written = await setForAccount(services, accountId, 'media', {
        default_language: language.toLowerCase(),
      })
      if (written instanceof Refused) return written
      const from = typeof before === 'string' ? before : defaultLanguage(services)
      io.print(`successfully updated account ${accountId}'s language from '${from}' to '${language}'`)
      return ok
    },
  },
  remove_empty_media_docs: removeEmptyMediaDocs,
})

function defaultLanguage({ config }: Services): string {
  return config.text('media', 'default_language', 'en-us').toLowerCase()
}

async function importPrompts(
  services: Services,
  io: MaintenanceIo,
  folder: string,
  language: string = defaultLanguage(services),
): Promise<Term> {
  const names = await readdir(path.resolve(folder)).catch(() => undefined)
  if (!names) {
    io.print(`not a directory, or is inaccessible: '${folder}'`)
    return ok
  }
  const files = names.filter((name) => /\.(?:wav|mp3)$/i.test(name)).toSorted()
  if (files.length === 0) {
    io.print(`failed to find media files in '${folder}'`)
    return ok
  }
  io.print(`importing prompts from '${folder}' with language '${language}'`)
  const faults: string[] = []
  for (const name of files) {
    const file = path.resolve(folder, name)
    const fault = await importPrompt(services, io, file, language)
    if (fault !== undefined) faults.push(`  '${file}': ${fault}`)
  }
  io.print(faults.length === 0 ? 'importing went successfully' : 'errors encountered during import:')
  for (const line of faults) io.print(line)
  return ok
}

/** Gives back what went wrong, in a few words. */
async function importPrompt(
  services: Services,
  io: MaintenanceIo,
  file: string,
  language: string = defaultLanguage(services),
): Promise<string | undefined> {
  const extension = path.extname(file)
  const prompt = path.basename(file, extension)
  const bytes = await readNamed(file, mostPromptBytes)
  if (bytes instanceof FileFault) {
    io.print(`failed to open path '${file}' for importing: ${bytes.reason}`)
    return bytes.reason
  }
  io.print(`importing prompt '${file}' with language '${language}'`)
  const spoken = language.toLowerCase()
  if (!isPlainName(prompt) || !/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(spoken)) return 'not a prompt'
  const id = `${spoken}/${prompt}`
  io.print(`  importing as '${id}'`)
  const content = await services.blobs.write(Readable.from([bytes]))
  if (content instanceof TooLarge) return 'too large'
  const contentType = contentTypeOfExtension(extension.slice(1).toLowerCase())
  const body = {
    name: id,
    prompt_id: prompt,
    description: `System prompt in ${spoken} for ${prompt}`,
    language: spoken,
    content_type: contentType,
    content_length: bytes.length,
    media_source: 'upload',
    streamable: true,
  }
  const { documents } = services
  const existing = await documents.find(systemMediaDb, id)
  const changes: readonly Change[] = existing
    ? [{ change: 'replace', document: existing, body: { ...existing.body, ...body } }]
    : [{ change: 'create', db: systemMediaDb, id, type: mediaType, body }]
  const former = existing ? await detachAll(documents, existing) : []
  const name = `${prompt}${extension}`
  const written = await documents.write(
    [...changes, ...former, attach(systemMediaDb, id, name, { contentType, ...content })],
    systemAuthor,
  )
  if (failed(written)) return 'conflict'
  io.print(`  saved metadata about '${file}'`)
  io.print(`  uploaded prompt binary to ${id} as ${name}`)
  return undefined
}
