import { pick, summary, type DocumentType } from '../../documents/types.ts'
import { failed, type Failure } from '../../failures.ts'
import type { AccountContext } from './context.ts'
import type { Crud, CrudVerb } from './crud-declaration.ts'
import { createDocument, deleteDocument, patchDocument, replaceDocument } from './crud-writes.ts'
import { listing } from './listing.ts'
import { inAccount, type Module, type Operation } from './module.ts'
import { documentResult, type Result } from './results.ts'

/** Makes a module of a kind of document that is created, read, replaced, patched and deleted. */
export function crud(declaration: Crud): Module {
  const { entry } = declaration.listing
  const own: DocumentType = {
    type: declaration.type,
    views: [
      summary(viewName(declaration), declaration.listing.version, declaration.listing.key, (document) =>
        typeof entry === 'function' ? entry(document) : pick(document.body, entry),
      ),
      ...(declaration.views ?? []),
    ],
    ...(declaration.unique && { unique: declaration.unique }),
  }
  return {
    name: declaration.name,
    documents: [own, ...(declaration.documents ?? [])],
    operations: [...crudOperations(declaration), ...(declaration.operations ?? [])],
    parent: async (context, [id]) => {
      if (id === undefined) return undefined
      const document = await context.services.documents.load(context.db, id, declaration.type)
      return failed(document) ? document : undefined
    },
  }
}

/** Name of the view behind a module's listing. */
export function viewName(declaration: Pick<Crud, 'name'>): string {
  return `${declaration.name}/crossbar_listing`
}

function crudOperations(declaration: Crud): readonly Operation[] {
  const { noun, schema, permission } = declaration
  const shared = { ...(permission && { permission }) }
  const operations: Record<CrudVerb, Operation> = {
    list: inAccount('GET', '', {
      ...shared,
      summary: `Lists the account's ${declaration.name}`,
      handle: (context) =>
        listing(context, {
          ...declaration.listing,
          view: viewName(declaration),
          ...declaration.listing.scope?.(context),
        }),
    }),
    create: inAccount('PUT', '', {
      ...shared,
      summary: `Creates a ${noun}`,
      schema,
      handle: (context) => createDocument(declaration, context),
    }),
    read: inAccount('GET', '{id}', {
      ...shared,
      summary: `Gives one ${noun}`,
      ...(declaration.forms && { alsoProvides: Object.keys(declaration.forms) }),
      handle: (context) => readDocument(declaration, context),
    }),
    replace: inAccount('POST', '{id}', {
      ...shared,
      summary: `Replaces a ${noun}`,
      schema,
      handle: (context) => replaceDocument(declaration, context),
    }),
    patch: inAccount('PATCH', '{id}', {
      ...shared,
      summary: `Changes some fields of a ${noun}`,
      schema,
      handle: (context) => patchDocument(declaration, context),
    }),
    delete: inAccount('DELETE', '{id}', {
      ...shared,
      summary: `Deletes a ${noun}`,
      handle: (context) => deleteDocument(declaration, context),
    }),
  }
  const verbs = declaration.verbs ?? (Object.keys(operations) as readonly CrudVerb[])
  return verbs.map((verb) => operations[verb])
}

async function readDocument(declaration: Crud, context: AccountContext): Promise<Result | Failure> {
  const document = await context.services.documents.load(context.db, context.arg('id'), declaration.type)
  if (failed(document)) return document
  const form = declaration.forms?.[context.accept]
  return form
    ? form(context, document)
    : documentResult(document, await declaration.show?.(context, document))
}
