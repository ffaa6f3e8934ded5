import { DocumentTypes } from '../documents/types.ts'
import { modules } from '../modules/index.ts'

/** All kinds of documents, for commands that tell nobody of what they write. */
export function declaredTypes(): DocumentTypes {
  const types = new DocumentTypes()
  for (const module of modules) types.add(module.documents ?? [])
  return types
}
