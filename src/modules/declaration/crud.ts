import { pick, summary, type DocumentType } from '../../documents/types.ts'
import { failed, type Failure } from '../../failures.ts'
import type { AccountContext } from './context.ts'
import type { Crud, CrudVerb } from './crud-declaration.ts'
import {
  createDocument,
  deleteDocument,
  loadDocument,
  patchDocument,
  replaceDocument,
} from './crud-writes.ts'
import { listing } from './listing.ts'
import { inAccount, type Module, type Operation, type Permission } from './module.ts'
import { documentResult, type Outcome, type Result } from './results.ts'

/** Makes a module of a kind of document that is created, read, replaced, patched and deleted. */
export function crud(declaration: Crud): Module {
  const parts = declaration.parts ?? []
  return {
    name: declaration.name,
    documents: [declaration, ...parts].flatMap((each) => [documentType(each), ...(each.documents ?? [])]),
    operations: [declaration, ...parts].flatMap((each) => [
      ...crudOperations(each),
      ...(each.operations ?? []),
    ]),
    parent: async (context, [id]) => {
      if (id === undefined) return undefined
      const document = await context.services.documents.load(context.db, id, declaration.type)
      return failed(document) ? document : undefined
    },
  }
}

function documentType(declaration: Crud): DocumentType {
  const { entry } = declaration.listing
  return {
    type: declaration.type,
    views: [
      summary(viewName(declaration), declaration.listing.version, declaration.listing.key, (document) =>
        typeof entry === 'function' ? entry(document) : pick(document.body, entry),
      ),
      ...(declaration.views ?? []),
    ],
    ...(declaration.unique && { unique: declaration.unique }),
  }
}

/** Name of the view behind a module's listing. */
export function viewName(declaration: Pick<Crud, 'name'>): string {
  return `${declaration.name}/crossbar_listing`
}

function crudOperations(declaration: Crud): readonly Operation[] {
  const { noun, schema, within } = declaration
  const shared = (verb: CrudVerb): { readonly permission?: Permission } => {
    const permission = declaration.permissions?.[verb] ?? declaration.permission
    return permission ? { permission } : {}
  }
  const collection = within?.path ?? ''
  const item = within ? `${within.path}/{${within.parameter}}` : '{id}'
  const operations: Record<CrudVerb, Operation> = {
    list: inAccount('GET', collection, {
      ...shared('list'),
      summary: within ? `Lists the ${within.plural}` : `Lists the account's ${declaration.name}`,
      handle: behindOwner(declaration, (context) =>
        listing(context, {
          ...declaration.listing,
          view: viewName(declaration),
          ...declaration.listing.scope?.(context),
        }),
      ),
    }),
    create: inAccount('PUT', collection, {
      ...shared('create'),
      summary: `Creates a ${noun}`,
      schema,
      handle: behindOwner(declaration, (context) => createDocument(declaration, context)),
    }),
    read: inAccount('GET', item, {
      ...shared('read'),
      summary: `Gives one ${noun}`,
      ...(declaration.forms && { alsoProvides: Object.keys(declaration.forms) }),
      handle: (context) => readDocument(declaration, context),
    }),
    replace: inAccount('POST', item, {
      ...shared('replace'),
      summary: `Replaces a ${noun}`,
      schema,
      handle: (context) => replaceDocument(declaration, context),
    }),
    patch: inAccount('PATCH', item, {
      ...shared('patch'),
      summary: `Changes some fields of a ${noun}`,
      schema,
      handle: (context) => patchDocument(declaration, context),
    }),
    delete: inAccount('DELETE', item, {
      ...shared('delete'),
      summary: `Deletes a ${noun}`,
      handle: (context) => deleteDocument(declaration, context),
    }),
  }
  const verbs = declaration.verbs ?? (Object.keys(operations) as readonly CrudVerb[])
  return verbs.map((verb) => operations[verb])
}

type Handler = (context: AccountContext) => Outcome | Promise<Outcome>

/** Where documents are a part of another one, that one has to exist. */
function behindOwner({ within }: Crud, handle: Handler): Handler {
  if (!within) return handle
  return async (context) => {
    const owner = await context.services.documents.load(context.db, context.arg('id'), within.owner)
    return failed(owner) ? owner : await handle(context)
  }
}

async function readDocument(declaration: Crud, context: AccountContext): Promise<Result | Failure> {
  const document = await loadDocument(declaration, context)
  if (failed(document)) return document
  const form = declaration.forms?.[context.accept]
  return form
    ? form(context, document)
    : documentResult(document, await declaration.show?.(context, document))
}
