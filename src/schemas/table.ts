import type Type from 'typebox'

/** Schemas by name, each loaded only when it is asked for. */
export type SchemaTable = Readonly<Record<string, () => Promise<Type.TSchema>>>
