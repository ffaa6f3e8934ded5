import type { Document } from '../../documents/document.ts'
import { answer, failed, type Failure } from '../../failures.ts'
import type { Attachment } from '../../store/port.ts'
import { attach, attachmentName, download, singleUpload } from '../declaration/attachments.ts'
import { extensionOf } from '../declaration/file-extensions.ts'
import type { AccountContext, Context } from '../declaration/context.ts'
import { base64Types, imageTypes } from '../declaration/media-groups.ts'
import { documentResult, intent, type Outcome, type Result } from '../declaration/results.ts'
import { now } from '../../documents/gregorian.ts'
import { brandId, brandOf, brandOfDomain } from './brand.ts'

/** Files of a brand: what they are called in paths, and in which types they come. */
export const brandFiles: ReadonlyMap<string, readonly string[]> = new Map([
  ['logo', [...imageTypes, ...base64Types]],
  [
    'icon',
    [...imageTypes, ...base64Types, 'image/ico', 'image/vnd.microsoft.icon', 'image/x-icon', 'image/icon'],
  ],
  ['welcome', ['text/html']],
])

/** Finds the brand whose files a path names. */
export type FindBrand = (context: Context) => Promise<Document | Failure | undefined>

/** By domain: also behind an account (auth-and-system.md, "whitelabel" 2). */
export const byDomain: FindBrand = brandOfDomain

/** By account. */
export const byAccount: FindBrand = ({ account, services }) =>
  account ? brandOf(services.documents, account.id) : Promise.resolve(undefined)

/** GET: the file, for everyone: sign-in pages show it. Where there is no brand there is no file either. */
export async function readFile(context: Context, kind: string, find: FindBrand): Promise<Result | Failure> {
  const brand = await find(context)
  if (failed(brand)) return brand
  const file = brand && (await fileOf(context, brand, kind))
  return file ? download(context.services.blobs, file) : missing(kind)
}

/** Types in which the file can be had: its own. Where it is missing, whoever asks is told so. */
export async function typesOf(context: Context, kind: string, find: FindBrand): Promise<readonly string[]> {
  const brand = await find(context)
  const file = !brand || failed(brand) ? undefined : await fileOf(context, brand, kind)
  return file ? [file.contentType] : ['application/json', ...(brandFiles.get(kind) ?? [])]
}

/** POST: takes the place of the former file of the kind. */
export async function replaceFile(context: AccountContext, kind: string): Promise<Outcome> {
  const { services, db } = context
  const brand = await services.documents.load(db, brandId, brandId)
  if (failed(brand)) return brand
  const upload = singleUpload(context)
  if (failed(upload)) return upload
  const asked = context.query.first('filename')
  const extension = extensionOf(upload.contentType)
  const usual = `uploaded_file_${String(now())}${extension === undefined ? '' : `.${extension}`}`
  const name = `${kind}-${attachmentName(typeof asked === 'string' ? asked : usual, upload.contentType)}`
  return intent(async () => {
    const former = (await services.documents.attachments(db, brandId)).filter((each) => isKind(each, kind))
    const written = await services.documents.write(
      [
        { change: 'replace', document: brand, body: brand.body },
        ...former.map((each) => ({ change: 'detach', db, id: brandId, name: each.name }) as const),
        attach(db, brandId, name, upload),
      ],
      context.author,
    )
    return failed(written) ? written : documentResult(written[0] ?? brand)
  }, brand.rev)
}

/** A lone file without a kind in its name was a logo before there were others. */
async function fileOf({ services }: Context, brand: Document, kind: string): Promise<Attachment | undefined> {
  const files = await services.documents.attachments(brand.db, brand.id)
  const [only] = files.length === 1 ? files : []
  const formerLogo = kind === 'logo' && only && !only.name.startsWith('icon') ? only : undefined
  return files.find((each) => isKind(each, kind)) ?? formerLogo
}

function isKind({ name }: Attachment, kind: string): boolean {
  return name.startsWith(kind)
}

function missing(kind: string): Failure {
  return answer(404, 'bad identifier', [kind])
}
