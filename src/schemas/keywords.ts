import Type from 'typebox'
import type { JsonObject } from '../json.ts'

/*
 * What the schemas need beside TypeBox's own builders: draft-04 forms that keep
 * their exact keywords (`oneOf`, `$ref` with siblings, objects that name no type).
 */

type Options = Type.TSchemaOptions
type Values<Schemas extends Type.TSchema[]> = { [Key in keyof Schemas]: Type.Static<Schemas[Key]> }[number]

/** A value described by another schema, named by its id; `Value` is that schema's type. */
export function Ref<Value>(name: string, options?: Options): Type.TUnsafe<Value> {
  return Type.Unsafe<Value>({ $ref: name, ...options })
}

/** A string that is one of the given words. */
export function Words<Word extends string>(words: readonly Word[], options?: Options): Type.TUnsafe<Word> {
  return Type.Unsafe<Word>({ type: 'string', enum: words, ...options })
}

/** A value that fits exactly one of the schemas. */
export function OneOf<Schemas extends Type.TSchema[]>(
  schemas: readonly [...Schemas],
  options?: Options,
): Type.TUnsafe<Values<Schemas>> {
  return Type.Unsafe<Values<Schemas>>({ oneOf: schemas, ...options })
}

/** An object with any keys. */
export function AnyObject(options?: Options): Type.TUnsafe<JsonObject> {
  return Type.Unsafe<JsonObject>({ type: 'object', ...options })
}

/** An object whose every value fits the schema, whatever its key. */
export function MapOf<Schema extends Type.TSchema>(
  value: Schema,
  options?: Options,
): Type.TUnsafe<Record<string, Type.Static<Schema>>> {
  return Type.Unsafe<Record<string, Type.Static<Schema>>>({
    type: 'object',
    additionalProperties: value,
    ...options,
  })
}

/** An object whose values are described by the patterns their keys match. */
export function Matching<Schema extends Type.TSchema>(
  patterns: Readonly<Record<string, Schema>>,
  options?: Options,
): Type.TUnsafe<Record<string, Type.Static<Schema>>> {
  return Type.Unsafe<Record<string, Type.Static<Schema>>>({
    type: 'object',
    patternProperties: patterns,
    ...options,
  })
}

/** The fields of an object, without a claim that the value is one: anything else passes. */
export function Fields<Properties extends Type.TProperties>(
  properties: Properties,
  options?: Options,
): Type.TUnsafe<Type.Static<Type.TObject<Properties>>> {
  const { type: _, ...schema } = Type.Object(properties, options)
  return Type.Unsafe<Type.Static<Type.TObject<Properties>>>(schema)
}
